using LeerId.Notices;
using LeerId.Text;

namespace LeerId.Core.Tests.Notices;

/// <summary>The faults of a report in Dutch, as the staff console shows them.</summary>
public sealed class NoticeDutchTests
{
    private const string Uuid = "1ee71d00-0000-4000-8000-000000000001";

    private const string WithUuid =
        "bevat een uuid, en deze tekst wordt gemaild: laat de uuid weg. Een fout bij één leerling meldt u als een melding over die leerling";

    private static readonly DateTimeOffset Now = NoticeSamples.KnownAt;

    [Fact]
    public void Breach_that_needs_a_notification_says_what_to_do() => Assert.Equal(
        [
            "processor moet leeg zijn, tenzij het datalek bij een verwerker gebeurde",
            "risk zegt niet dat een risico onwaarschijnlijk is: meld het datalek aan de autoriteit, of geef eerst de nieuwe beoordeling",
        ],
        Texts(NoticeValidation.Check(
            NoticeSamples.FirstReport with { Processor = "Wolk NV", AuthorityNotRequiredReason = "Alles was versleuteld." }, Now)));

    [Fact]
    public void Quality_fault_holds_no_uuid_and_is_not_too_long_ago() => Assert.Equal(
        ["foundAt ligt te ver in het verleden", $"data {WithUuid}", $"problem {WithUuid}"],
        Texts(NoticeValidation.Check(
            new QualityContent { FoundAt = new DateTimeOffset(1999, 12, 31, 0, 0, 0, TimeSpan.Zero), Data = Uuid, Problem = Uuid }, Now)));

    [Fact]
    public void Planned_disclosure_names_missing_fields_and_must_be_in_the_future()
    {
        Assert.Equal(
            [
                "receiver ontbreekt", "data moet minstens één gegeven van artikel 3 noemen", "pupilCount ontbreekt", "legalGround ontbreekt",
                "plannedAt ontbreekt",
            ],
            Texts(NoticeValidation.Check(new SharingContent(), Now)));
        SharingContent past = new() { Receiver = "x", Data = [ProtocolDatum.Naam], PupilCount = 1, LegalGround = "x", PlannedAt = Now };
        Assert.Equal(
            ["plannedAt ligt niet in de toekomst: DOV moet het weten voordat u de gegevens geeft"], Texts(NoticeValidation.Check(past, Now)));
    }

    [Fact]
    public void Ending_says_why_it_can_not_be_recorded()
    {
        Notice sharing = NoticeSamples.Notice(new SharingContent { PlannedAt = Now, PupilCount = 1 }, NoticeKind.Sharing);
        Assert.Equal(
            [
                "text is langer dan 30.000 tekens",
                "at ligt niet na het tijdstip waarop de functionaris van DOV de melding kreeg: gegevens geven mag pas daarna",
            ],
            Texts(NoticeValidation.Check(new NoticeEnding { At = Now, Text = new string('x', 30_001) }, sharing, Now)));
        Notice quality = NoticeSamples.Notice(new QualityContent { FoundAt = Now }, NoticeKind.Quality);
        Assert.Equal(
            ["at ligt voor het tijdstip waarop de fout gevonden is"],
            Texts(NoticeValidation.Check(new NoticeEnding { At = Now.AddMinutes(-1), Text = "x" }, quality, Now)));
    }

    private static IEnumerable<string> Texts(IReadOnlyList<FieldFault> faults) => faults.Select(fault => $"{fault.Field} {fault.Dutch}");
}
