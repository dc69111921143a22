using LeerId.Core.Tests.Restrictions;
using LeerId.DataSubjects;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.DataSubjects;

/// <summary>The data of a pupil that a screen receives, per role.</summary>
public sealed class StudentSummaryTests(AzuriteFixture azurite)
{
    private static readonly StaffCaller Privacy = RestrictionRig.Privacy;
    private static readonly StaffCaller AccessControl = Privacy with { Role = StaffRole.AccessControl };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Privacy_reads_all_kept_data_and_access_control_only_identity_and_retention()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.SignInAsync(DataSubjectRig.Identified(1, 11));

        SnapshotSummary whole = Assert.Single((await SummaryAsync(rig, Privacy)).Kept), less = Assert.Single((await SummaryAsync(rig, AccessControl)).Kept);

        Assert.Equal(["Voornaam", "Naam", "Gebruikersnaam", "Instellingsnummer", "Leer_id_uuid", "Account_uuid"], whole.DataKept);
        Assert.Equal(new DateOnly(2028, 1, 1), whole.UsernameDeletedOn);
        Assert.Equal((null, null), (less.DataKept, less.UsernameDeletedOn));
        foreach (SnapshotSummary summary in new[] { whole, less })
        {
            Assert.Equal(("Proefvoornaam", "Proefnaam", "1 september 2026 om 08.30 uur"), (summary.Voornaam, summary.Naam, summary.LastSignIn));
            Assert.Equal(["012345"], summary.Instellingsnummer);
            Assert.Equal(new DateOnly(2029, 9, 2), summary.DeletedOn);
        }

        List<PrivacyLogEntry> looks = await rig.EntriesAsync("student-lookup");
        Assert.Equal(["access-control", "privacy"], looks.Select(look => look.Role).Order());
        Assert.All(looks, look => Assert.Equal((key, "granted"), (look.Student, look.Outcome)));
    }

    [Fact]
    public async Task Pupil_without_data_has_a_summary_and_a_log_entry_too()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());

        Assert.True((await SummaryAsync(rig, Privacy)).IsEmpty);

        Assert.Equal("nothing-kept", Assert.Single(await rig.EntriesAsync("student-lookup")).Reason);
    }

    [Fact]
    public async Task Restricted_pupil_is_shown_to_privacy_with_the_restriction_and_to_access_control_not_at_all()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        await rig.App.SignInAsync(DataSubjectRig.Identified(1, 11));
        string id = (await rig.PlaceAsync(DataSubjectRig.Identified(1, 11))).Id;

        Assert.Equal([id], (await SummaryAsync(rig.App, Privacy)).Restrictions);
        Assert.IsType<StudentLookupOutcome.ReferToPrivacy>(await rig.App.Lookup.SummarizeAsync(WhoeverItIs, AccessControl, Cancel));
    }

    [Fact]
    public async Task Nothing_is_returned_if_the_log_can_not_be_written()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(azurite.NewAccount());
        using DataSubjectRig rig = new(storage.ConnectionString);
        await rig.SignInAsync(DataSubjectRig.Identified(1, 11));
        storage.Intercept = request => request.StartsWith("POST PrivacyLog", StringComparison.Ordinal) ? StorageProxy.Refuse : null;

        await Assert.ThrowsAnyAsync<Azure.RequestFailedException>(() => rig.Lookup.SummarizeAsync(WhoeverItIs, Privacy, Cancel));
    }

    [Fact]
    public async Task Fault_of_a_uuid_has_its_text_in_dutch()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());

        StudentLookupOutcome outcome = await rig.Lookup.SummarizeAsync(new StudentRequest { AccountUuid = "Proefnaam" }, Privacy, Cancel);

        Assert.Equal(
            "is geen uuid: dat zijn 32 cijfers en letters van a tot f, in vijf groepen met een streepje ertussen",
            Assert.Single(Assert.IsType<StudentLookupOutcome.Invalid>(outcome).Faults).Dutch);
    }

    private static StudentRequest WhoeverItIs => DataSubjectRig.By(DataSubjectRig.Identified(1, 11));

    private static async Task<StudentSummary> SummaryAsync(DataSubjectRig rig, StaffCaller caller) =>
        Assert.IsType<StudentLookupOutcome.Summarized>(await rig.Lookup.SummarizeAsync(WhoeverItIs, caller, Cancel)).Summary;
}
