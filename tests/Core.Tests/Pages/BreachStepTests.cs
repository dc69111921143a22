using LeerId.Notices;
using LeerId.Pages.StaffConsole.Breaches;

namespace LeerId.Core.Tests.Pages;

/// <summary>The steps in which the officer completes a breach.</summary>
public sealed class BreachStepTests
{
    [Fact]
    public void Each_field_of_a_breach_is_in_one_step() => Assert.Equal(
        BreachFields.Describe(new BreachContent()).Select(field => field.Name).Order(), BreachStep.All.SelectMany(step => step.Fields).Order());

    [Theory]
    [InlineData("+32 2 555 01 01", "tel:+3225550101")]
    [InlineData("02/555.01-02", "tel:025550102")]
    public void Telephone_number_is_called_by_its_digits(string number, string address) => Assert.Equal(address, OfficersModel.CallAddress(number));
}
