using LeerId.DataSubjects;
using LeerId.PrivacyLog;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.DataSubjects;

/// <summary>The data that a lookup finds for each uuid of a pupil, and its entry in the privacy log.</summary>
public sealed class StudentLookupTests(AzuriteFixture azurite)
{
    private static StudentRequest[] WaysToAsk =>
        [DataSubjectRig.By(DataSubjectRig.Identified(1, 11)), DataSubjectRig.ByAccount(11), DataSubjectRig.ByAccount(12)];

    [Fact]
    public async Task Identified_pupil_is_found_by_leer_id_present_account_and_every_account_of_the_history()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.SignInAsync(DataSubjectRig.Identified(1, 11, history: [12, 13]));
        await rig.SignInAsync(DataSubjectRig.Identified(2, 21, history: [22]));

        foreach (StudentRequest request in new[]
        {
            new StudentRequest { LeerIdUuid = DataSubjectRig.LeerId(1).ToString() },
            DataSubjectRig.ByAccount(11), DataSubjectRig.ByAccount(12), DataSubjectRig.ByAccount(13),
        })
        {
            KeptSnapshot kept = Assert.Single((await rig.FoundAsync(request)).Kept);
            Assert.Equal(DataSubjectRig.LeerId(1), kept.Data.LeerIdUuid);
            Assert.Equal(DataSubjectRig.Now, kept.LastSignInAt);
        }

        List<PrivacyLogEntry> looks = await rig.EntriesAsync("student-lookup");
        Assert.Equal(4, looks.Count);
        Assert.All(looks, look => Assert.Equal(
            (key, DataSubjectRig.Officer.ObjectId, "dpo", "dossier 2026-114", "granted", null),
            (look.Student, look.Actor, look.Role, look.Purpose, look.Outcome, look.Reason)));
    }

    [Fact]
    public async Task Pupil_without_INSZ_is_found_by_the_account()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.SignInAsync(DataSubjectRig.Temporary(31));

        KeptSnapshot kept = Assert.Single((await rig.FoundAsync(DataSubjectRig.ByAccount(31))).Kept);

        Assert.Null(kept.Data.LeerIdUuid);
        Assert.Equal("Tijdelijk", kept.Data.Voornaam);
        Assert.Equal(key, Assert.Single(await rig.EntriesAsync("student-lookup")).Student);
    }

    [Fact]
    public async Task Snapshots_under_the_former_student_key_are_found_and_the_log_has_the_present_one()
    {
        string storage = azurite.NewAccount();
        using DataSubjectRig before = new(storage, ("Secrets:student-key", DataSubjectRig.FormerKey));
        using DataSubjectRig after = new(storage, ("Secrets:student-key:previous", DataSubjectRig.FormerKey));
        await before.SignInAsync(DataSubjectRig.Identified(1, 11, history: [12]));
        await before.SignInAsync(DataSubjectRig.Temporary(31));

        foreach (StudentRequest request in WaysToAsk)
            Assert.Equal(DataSubjectRig.LeerId(1), Assert.Single((await after.FoundAsync(request)).Kept).Data.LeerIdUuid);
        Assert.Equal("Tijdelijk", Assert.Single((await after.FoundAsync(DataSubjectRig.ByAccount(31))).Kept).Data.Voornaam);

        StudentKey present = (await after.Get<StudentKeys>().ForAsync(DataSubjectRig.Identified(1, 11), TestContext.Current.CancellationToken)).Own;
        Assert.Equal(3, (await after.EntriesAsync("student-lookup")).Count(look => look.Student == present));
    }

    [Fact]
    public async Task Snapshot_that_a_failure_left_under_an_old_account_belongs_to_the_pupil()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        await rig.SignInAsync(DataSubjectRig.Temporary(12));
        await rig.SignInAsync(DataSubjectRig.Identified(1, 11, history: [12]), removesSuperseded: false);

        foreach (StudentRequest request in WaysToAsk)
            Assert.Equal(["Proefvoornaam", "Tijdelijk"], (await rig.FoundAsync(request)).Kept.Select(kept => kept.Data.Voornaam));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lookup_of_an_unknown_pupil_is_logged_under_the_requested_key(bool byAccount)
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        await rig.SignInAsync(DataSubjectRig.Identified(1, 11));
        Student unknown = byAccount ? DataSubjectRig.Temporary(99) : DataSubjectRig.Identified(9, null);

        Assert.IsType<StudentLookupOutcome.NothingKept>(await rig.LookUpAsync(DataSubjectRig.By(unknown)));

        StudentKey key = (await rig.Get<StudentKeys>().ForAsync(unknown, TestContext.Current.CancellationToken)).Own;
        PrivacyLogEntry look = Assert.Single(await rig.EntriesAsync("student-lookup"));
        Assert.Equal((key, "nothing-kept"), (look.Student, look.Reason));
    }

    [Theory]
    [InlineData(null, null, "leerIdUuid")]
    [InlineData("5c21b7ed-0000-4000-8000-000000000001", "5c21acc0-0000-4000-8000-000000000001", "accountUuid")]
    [InlineData("5c21b7ed00004000800000000000000a", null, "leerIdUuid")]
    [InlineData("{5c21b7ed-0000-4000-8000-000000000001}", null, "leerIdUuid")]
    [InlineData("00000000-0000-0000-0000-000000000000", null, "leerIdUuid")]
    [InlineData("", null, "leerIdUuid")]
    [InlineData(null, "Proefnaam", "accountUuid")]
    public async Task Request_that_does_not_name_one_pupil_is_refused_without_an_entry(string? leerId, string? account, string field)
    {
        using DataSubjectRig rig = new("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://127.0.0.1:9");
        StudentRequest request = new() { LeerIdUuid = leerId, AccountUuid = account };

        StudentLookupOutcome.Invalid invalid = Assert.IsType<StudentLookupOutcome.Invalid>(await rig.LookUpAsync(request));

        Assert.Equal(field, Assert.Single(invalid.Faults).Field);
    }
}
