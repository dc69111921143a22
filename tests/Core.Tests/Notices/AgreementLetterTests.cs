using LeerId.Notices;

namespace LeerId.Core.Tests.Notices;

/// <summary>The mail that announces the destruction of all pupils' data.</summary>
public sealed class AgreementLetterTests
{
    private static readonly AgreementContent Content = new() { EndDate = new(2027, 6, 30), StartsOn = new(2027, 7, 7), Snapshots = 398_123 };

    private static readonly NoticeLetter Letter = NoticeLetter.For(NoticeSamples.Notice(Content, NoticeKind.Agreement));

    [Fact]
    public void Subject_says_when_it_starts() =>
        Assert.Equal("Einde van het protocol 01K4E8J1YZ3N5B6C7D8E9F0G1H: gegevens gewist vanaf 7 juli 2027", Letter.Subject);

    [Fact]
    public void Letter_names_the_day_and_the_number_of_pupils() => Assert.Equal(
        [
            ("Nummer", "01K4E8J1YZ3N5B6C7D8E9F0G1H"),
            ("Eerste dag waarop het protocol niet meer geldt", "30 juni 2027"),
            ("Het wissen begint op", "7 juli 2027"),
            ("Aantal leerlingen, bij benadering", "398.123"),
        ],
        Letter.Rows.Take(4).Select(row => (row.Label, row.Value!)));

    [Theory]
    [InlineData("De gegevens van alle leerlingen worden gewist\n\n")]
    [InlineData("annuleert het in het beheer, op het scherm Einde van het protocol (/beheer/overeenkomst), met een reden")]
    [InlineData("verbetert de operator in de instelling Agreement:EndDate")]
    [InlineData("twee personen, het bevestigen in het beheer, op het scherm Einde van het protocol (/beheer/overeenkomst)")]
    public void Letter_explains_how_to_cancel_and_to_confirm(string text) => Assert.Contains(text, Letter.ToText(), StringComparison.Ordinal);
}
