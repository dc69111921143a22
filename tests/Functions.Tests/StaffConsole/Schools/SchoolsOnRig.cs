using LeerId.Functions.Tests.Staff;
using LeerId.Schools;

namespace LeerId.Functions.Tests.StaffConsole.Schools;

/// <summary>Adds schools to the list for a test, and acts as another editor who changes them.</summary>
internal static class SchoolsOnRig
{
    public const string OtherEditor = "0f1e2d3c-0000-4000-8000-00000000aaaa";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task PutAsync(
        this StaffRig rig, string number, string name, string from = "2020-09-01", string? until = "2027-08-31", string? municipality = null,
        params string[] former)
    {
        SchoolTerms terms = new() { Name = name, From = from, Until = until, Municipality = municipality, FormerNumbers = former };
        Assert.IsType<SchoolOutcome.Stored>(await rig.Get<SchoolRegister>().PutAsync(number, terms, new SchoolEditor(OtherEditor), Cancel));
    }

    public static async Task RemoveAsync(this StaffRig rig, string number) => Assert.IsType<SchoolOutcome.Removed>(
        await rig.Get<SchoolRegister>().DeleteAsync(number, new SchoolEditor(OtherEditor), Cancel));

    public static Task<SchoolContract?> FindAsync(this StaffRig rig, string number) => rig.Get<SchoolRegister>().FindAsync(number, Cancel);

    public static async Task<IReadOnlyList<SchoolHistoryEntry>> HistoryAsync(this StaffRig rig, string number) =>
        (await rig.Get<SchoolHistory>().ReadAsync(SchoolNumber.Parse(number), Cancel)).Entries;
}
