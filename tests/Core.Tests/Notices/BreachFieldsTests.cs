using System.Reflection;
using System.Text.Json;
using LeerId.Notices;

namespace LeerId.Core.Tests.Notices;

/// <summary>The table of fields of a breach matches its properties, and says which fields must be filled in before it is closed.</summary>
public sealed class BreachFieldsTests
{
    private static readonly string[] Required =
    [
        "source", "foundAt", "personCategories", "personCount", "dataCategories", "recordCount", "consequences", "measures", "risk", "persons",
        "authorityNotifiedAt", "consultations",
    ];

    public static TheoryData<string> Names => [.. Required];

    [Fact]
    public void Each_property_is_a_field() => Assert.Equal(
        typeof(BreachContent).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order(),
        BreachFields.All.Select(field => field.Name).Order());

    [Fact]
    public void A_field_copies_its_own_property()
    {
        BreachContent full = NoticeSamples.Complete with
        {
            Processor = "Wolk NV",
            PersonsReason = "x",
            DelayReason = "x",
            AuthorityNotRequiredReason = "x",
            Contact = "x",
        };
        foreach (BreachField field in BreachFields.All)
        {
            using JsonDocument json = JsonDocument.Parse(NoticeJson.Write(field.Only(full)));
            string[] members = [.. json.RootElement.EnumerateObject().Select(member => member.Name)];
            Assert.Equal(["type", char.ToUpperInvariant(field.Name[0]) + field.Name[1..]], members);
            Assert.NotNull(field.Show(full));
            Assert.Null(field.Show(new BreachContent()));
        }
    }

    [Fact]
    public void First_report_lacks_everything_else_and_a_complete_breach_nothing()
    {
        Assert.Equal(Required, BreachFields.Missing(NoticeSamples.FirstReport));
        Assert.Empty(BreachFields.Missing(NoticeSamples.Complete));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_field_is_listed_until_it_is_there(string name)
    {
        BreachField field = Assert.Single(BreachFields.Named([name]));
        BreachContent without = field.Copy(NoticeSamples.Complete, new BreachContent());
        Assert.Equal([name], BreachFields.Missing(without));
        Assert.DoesNotContain(name, BreachFields.Missing(field.Copy(NoticeSamples.FirstReport, NoticeSamples.Complete)));
    }

    [Fact]
    public void Authority_is_not_missing_when_it_need_not_be_notified() => Assert.DoesNotContain(
        "authorityNotifiedAt", BreachFields.Missing(NoticeSamples.FirstReport with { AuthorityNotRequiredReason = "Geen risico." }));

    [Fact]
    public void Undecided_is_no_decision() => Assert.Equal(
        ["persons"], BreachFields.Missing(NoticeSamples.Complete with { Persons = PersonsDecision.Undecided }));
}
