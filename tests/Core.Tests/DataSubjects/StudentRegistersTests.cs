using LeerId.Core.Tests.Restrictions;
using LeerId.DataSubjects;
using LeerId.Restrictions;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.DataSubjects;

/// <summary>
/// The answer to a pupil includes what registers store under a pseudonym. Roles that need not know of an exercised right don't see it.
/// </summary>
public sealed class StudentRegistersTests(AzuriteFixture azurite)
{
    private const string Title = "Wat er nog over jou vastligt, onder een code";

    private static readonly Student Pupil = DataSubjectRig.Identified(1, 11);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Privacy_reads_the_restriction_and_the_report_and_nobody_reads_those_of_another_pupil()
    {
        using RestrictionRig rig = new(await azurite.NewDeployedAccountAsync());
        await rig.App.SignInAsync(Pupil);
        await rig.App.SignInAsync(DataSubjectRig.Identified(2, 21));
        await ReportAsync(rig.App);
        await rig.PlaceAsync(Pupil, RestrictionGround.AccuracyContested);

        IReadOnlyList<string> told = await TextsAsync(rig.App, Pupil, RestrictionRig.Privacy);
        Assert.Equal(2, told.Count);
        Assert.EndsWith("omdat je zegt dat ze niet kloppen. Zolang dat geldt, kun je niet aanmelden.", told[0], StringComparison.Ordinal);
        Assert.Contains("dat er iets niet klopt aan je gegevens (melding ", told[1], StringComparison.Ordinal);
        Assert.Empty(await TextsAsync(rig.App, DataSubjectRig.Identified(2, 21), RestrictionRig.Privacy));
    }

    [Fact]
    public async Task Lifted_restriction_is_shown_only_to_privacy()
    {
        using RestrictionRig rig = new(await azurite.NewDeployedAccountAsync());
        await rig.App.SignInAsync(Pupil);
        await rig.LiftAsync((await rig.PlaceAsync(Pupil)).Id);

        string told = Assert.Single(await TextsAsync(rig.App, Pupil, RestrictionRig.Privacy));
        Assert.Contains("omdat je bezwaar maakte. Sinds 1 september 2026", told, StringComparison.Ordinal);
        rig.App.Clock.Advance(TimeSpan.FromMinutes(1));
        StaffCaller other = RestrictionRig.Privacy with { Role = StaffRole.AccessControl };
        Assert.Empty(await TextsAsync(rig.App, Pupil, other));
        string[] steps =
        [
            "zorgde ervoor dat je gegevens niet gebruikt worden, omdat dat gevraagd was",
            "zorgde ervoor dat je gegevens weer gebruikt mogen worden",
        ];
        Assert.Equal(steps, (await DossierAsync(rig.App, Pupil, RestrictionRig.Privacy)).Log.Lines.Select(line => line.What).Intersect(steps).Order());
        Assert.DoesNotContain((await DossierAsync(rig.App, Pupil, other)).Log.Lines, line => steps.Contains(line.What));
    }

    private static async Task ReportAsync(DataSubjectRig rig) => await rig.Get<StudentQualityReports>().ReportAsync(
        new StudentQualityReport
        {
            LeerIdUuid = DataSubjectRig.By(Pupil).LeerIdUuid,
            FoundAt = DataSubjectRig.Now,
            Data = "Voornaam",
            Problem = "De voornaam is verkeerd gespeld.",
        },
        RestrictionRig.Privacy, request: null, Cancel);

    private static async Task<IReadOnlyList<string>> TextsAsync(DataSubjectRig rig, Student pupil, StaffCaller caller) =>
        (await DossierAsync(rig, pupil, caller)).Sections.FirstOrDefault(section => section.Title == Title)?.Texts ?? [];

    private static async Task<StudentDossier> DossierAsync(DataSubjectRig rig, Student pupil, StaffCaller caller) =>
        Assert.IsType<StudentLookupOutcome.Found>(await rig.Lookup.LookUpAsync(DataSubjectRig.By(pupil), caller, Cancel)).Dossier;
}
