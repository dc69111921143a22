using System.ComponentModel.DataAnnotations;
using LeerId.Notices;

namespace LeerId.Core.Tests.Notices;

/// <summary>An officer has a name, a telephone number that can be dialled, and a mail address.</summary>
public sealed class DpoOptionsTests
{
    [Theory]
    [InlineData("+32 2 553 86 00")]
    [InlineData("+3225538600")]
    [InlineData("+31 20 123 4567")]
    [InlineData("02 553 86 00")]
    [InlineData("02/553.86.00")]
    [InlineData("0470 12 34 56")]
    public void Telephone_number_is_international_or_Belgian(string telephone) => Assert.Empty(Faults(telephone));

    [Theory]
    [InlineData("25538600")]
    [InlineData("02 553 86")]
    [InlineData("0470 12 34 56 7")]
    [InlineData("+32 (0)2 553 86 00")]
    [InlineData("+1234567890123456")]
    [InlineData("0032 2 553 86 00")]
    [InlineData("02  553 86 00")]
    [InlineData("02 553 86 00\n02 553 86 01")]
    public void Other_texts_are_refused_with_the_expected_format(string telephone) => Assert.Equal(
        ["Dpo:Dov:Telephone is not a telephone number: give an international one such as +32 2 553 86 00, or a Belgian one such as 02 553 86 00."],
        Faults(telephone));

    [Fact]
    public void Each_part_of_both_officers_is_required() => Assert.Equal(
        [
            "Dpo:Provider:Name is not set.", "Dpo:Provider:Telephone is not set.", "Dpo:Provider:Mail is not set.",
            "Dpo:Dov:Name is not set.", "Dpo:Dov:Telephone is not set.", "Dpo:Dov:Mail is not set.",
        ],
        Faults(new DpoOptions { Dov = { Name = " " } }));

    private static string?[] Faults(string telephone) => Faults(new DpoOptions
    {
        Provider = { Name = "Een", Telephone = "02 553 86 00", Mail = "een@provider.example" },
        Dov = { Name = "Twee", Telephone = telephone, Mail = "twee@dov.example" },
    });

    private static string?[] Faults(DpoOptions options) => [.. options.Validate(new ValidationContext(options)).Select(fault => fault.ErrorMessage)];
}
