using LeerId.Register;
using LeerId.Students;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The register names every category of data that the code processes: the seven of article 3.</summary>
public sealed class DataCategoriesTests
{
    [Fact]
    public void Register_names_every_property_of_a_student_and_nothing_else()
    {
        IReadOnlyList<DataCategory> categories = DataCategories.Read(typeof(Student), keepsUsernames: true);

        Assert.Equal(
            ["Naam", "Voornaam", "Leer_id_uuid", "Account_uuid", "Historiek_account_uuid", "Gebruikersnaam", "Instellingsnummer"],
            categories.Select(category => category.Name));
        Assert.Equal(typeof(Student).GetProperties().Length, categories.Count);
        Assert.All(categories, category => Assert.True(category.IsProcessed));
    }

    [Fact]
    public void Property_that_nobody_described_is_a_fault()
    {
        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => DataCategories.Read(typeof(StudentOfTomorrow), keepsUsernames: true));
        Assert.Contains("Geboortedatum", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2027-12-31T22:59:59Z", true)]
    [InlineData("2027-12-31T23:00:00Z", false)]
    public void Username_is_processed_until_its_day_in_Brussels(string now, bool isProcessed)
    {
        using EvidenceRig rig = new("UseDevelopmentStorage=true", now);
        IReadOnlyList<DataCategory> data = rig.Get<RegisterWriter>().Write().Data;
        Assert.Equal(isProcessed ? [] : ["Gebruikersnaam"], data.Where(category => !category.IsProcessed).Select(category => category.Name));
    }

    private sealed class StudentOfTomorrow
    {
        public string? Naam { get; init; }

        public DateOnly? Geboortedatum { get; init; }
    }
}
