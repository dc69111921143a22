using Azure.Data.Tables;
using LeerId.DataSubjects;
using LeerId.Notices;
using LeerId.PrivacyLog;
using LeerId.Restrictions;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.DataSubjects;

/// <summary>A report of a fault in the data of one pupil: what is stored, and for how long.</summary>
public sealed class StudentQualityReportTests(AzuriteFixture azurite)
{
    private static readonly StaffCaller Privacy = new("00000005-0000-0000-0000-000000000001", StaffRole.Privacy, "dossier 2026-120");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Row_has_the_pseudonym_and_the_ciphertext_and_the_uuid_nowhere()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        using DpoKey key = new(DataSubjectRig.Now.AddDays(-1), DataSubjectRig.Now.AddDays(1));
        using DataSubjectRig rig = new(storage, ("Dpo:DovCertificate", key.Base64));
        StudentKey pseudonym = await rig.SignInAsync(DataSubjectRig.Identified(1, account: 11));

        Notice notice = await ReportAsync(rig, Report(DataSubjectRig.Identified(1, account: 11)));

        Assert.Equal((PupilIdentityRoute.Encrypted, pseudonym), (notice.Pupil!.Identity, notice.Pupil.Key));
        Assert.NotEmpty(notice.Pupil.Encrypted);
        AssertWithoutUuid(await RowAsync(storage, notice), DataSubjectRig.LeerId(1));
        Assert.DoesNotContain(DataSubjectRig.LeerId(1).ToString(), rig.Logs.AllText, StringComparison.OrdinalIgnoreCase);
        PrivacyLogEntry entry = Assert.Single(await rig.EntriesAsync(StudentQualityReports.Action));
        Assert.Equal(
            (Privacy.ObjectId, "privacy", "dossier 2026-120", pseudonym, (string?)null), (entry.Actor, entry.Role, entry.Purpose, entry.Student, entry.Reason));
    }

    [Theory]
    [InlineData(-30, -1)]
    [InlineData(1, 30)]
    [InlineData(null, null)]
    public async Task Without_a_certificate_that_is_valid_now_nothing_is_kept_but_the_pseudonym(int? fromDay, int? untilDay)
    {
        string storage = await azurite.NewDeployedAccountAsync();
        using DpoKey? key = fromDay is null ? null : new(DataSubjectRig.Now.AddDays(fromDay.Value), DataSubjectRig.Now.AddDays(untilDay!.Value));
        using DataSubjectRig rig = new(storage, ("Dpo:DovCertificate", key?.Base64 ?? ""));

        Notice notice = await ReportAsync(rig, Report(DataSubjectRig.Identified(1, account: 11)));

        Assert.Equal((PupilIdentityRoute.ByTelephone, ""), (notice.Pupil!.Identity, notice.Pupil.Encrypted));
        AssertWithoutUuid(await RowAsync(storage, notice), DataSubjectRig.LeerId(1));
        Assert.Equal("nothing-kept", Assert.Single(await rig.EntriesAsync(StudentQualityReports.Action)).Reason);
    }

    [Fact]
    public async Task Report_that_DOV_made_goes_to_the_own_officer_and_encrypts_nothing()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        using DpoKey key = new(DataSubjectRig.Now.AddDays(-1), DataSubjectRig.Now.AddDays(1));
        using DataSubjectRig rig = new(storage, ("Dpo:DovCertificate", key.Base64));

        Notice notice = await ReportAsync(rig, Report(DataSubjectRig.Identified(1, account: 11), QualitySource.Dov));

        Assert.Equal((PupilIdentityRoute.KnownToDov, ""), (notice.Pupil!.Identity, notice.Pupil.Encrypted));
        Assert.Equal([NoticeRecipient.Provider], notice.SentAt.Keys);
        AssertWithoutUuid(await RowAsync(storage, notice), DataSubjectRig.LeerId(1));
    }

    [Fact]
    public async Task Pupil_named_by_an_account_has_the_pseudonym_under_which_the_data_are()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        using DataSubjectRig rig = new(storage);
        StudentKey pseudonym = await rig.SignInAsync(DataSubjectRig.Identified(2, account: 22));

        Notice notice = await ReportAsync(rig, new StudentQualityReport
        {
            AccountUuid = DataSubjectRig.Account(22).ToString(),
            FoundAt = DataSubjectRig.Now,
            Data = "Naam",
            Problem = "Verkeerd gespeld.",
        });

        Assert.Equal(pseudonym, notice.Pupil!.Key);
        AssertWithoutUuid(await RowAsync(storage, notice), DataSubjectRig.Account(22));
        NoticePupilAnswer pupil = Assert.IsType<NoticePupilOutcome.Found>(await FindPupilAsync(rig, notice.Reference)).Pupil;
        Assert.Equal((DataSubjectRig.LeerId(2), DataSubjectRig.Account(22)), (pupil.LeerIdUuid, pupil.AccountUuid));
    }

    [Fact]
    public async Task Nothing_is_registered_when_the_privacy_log_can_not_be_written()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(await azurite.NewDeployedAccountAsync());
        using DataSubjectRig rig = new(proxy.ConnectionString);
        proxy.Intercept = request => request == "POST PrivacyLog" ? StorageProxy.Refuse : null;

        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => rig.Get<StudentQualityReports>().ReportAsync(
            Report(DataSubjectRig.Identified(1, account: 11)), Privacy, request: null, Cancel));

        Assert.DoesNotContain("POST Notices", proxy.Requests);
        Assert.Empty(await rig.Get<NoticeRegister>().ListAsync(NoticeKind.Quality, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Every_fault_is_named_at_once_and_leaves_no_trace()
    {
        using DataSubjectRig rig = new(await azurite.NewDeployedAccountAsync());
        StudentQualityReport wrong = new()
        {
            LeerIdUuid = "1",
            FoundAt = DataSubjectRig.Now.AddDays(1),
            Data = "Naam van 1ee71d00-0000-4000-8000-000000000001",
            Problem = "Zie 1EE71D00000040008000000000000001.",
        };

        StudentQualityOutcome outcome = await rig.Get<StudentQualityReports>().ReportAsync(wrong, Privacy, request: null, Cancel);

        NoticeOutcome.Invalid invalid = Assert.IsType<NoticeOutcome.Invalid>(Assert.IsType<StudentQualityOutcome.Ended>(outcome).Notice);
        Assert.Equal(["leerIdUuid", "foundAt", "data", "problem"], invalid.Faults.Select(fault => fault.Field));
        Assert.Empty(await rig.EntriesAsync(StudentQualityReports.Action));
    }

    [Fact]
    public async Task Number_leads_to_the_pupil_while_something_is_kept_and_each_look_is_logged()
    {
        using DataSubjectRig rig = new(await azurite.NewDeployedAccountAsync());
        Student pupil = DataSubjectRig.Temporary(33);
        StudentKey pseudonym = await rig.SignInAsync(pupil);
        Notice notice = await ReportAsync(rig, Report(pupil));

        NoticePupilAnswer found = Assert.IsType<NoticePupilOutcome.Found>(await FindPupilAsync(rig, notice.Reference)).Pupil;
        Assert.Equal(((Guid?)null, (Guid?)DataSubjectRig.Account(33)), (found.LeerIdUuid, found.AccountUuid));
        await rig.EraseAsync(DataSubjectRig.By(pupil));
        Assert.IsType<NoticePupilOutcome.NothingKept>(await FindPupilAsync(rig, notice.Reference));

        List<PrivacyLogEntry> looks = await rig.EntriesAsync(NoticePupils.Action);
        Assert.Equal([null, "nothing-kept"], looks.Select(look => look.Reason).Order());
        Assert.All(looks, look => Assert.Equal(pseudonym, look.Student));
        NoticeReference general = Assert.IsType<NoticeOutcome.Registered>(await rig.Get<NoticeRegister>().ReportAsync(
            new QualityContent { FoundAt = DataSubjectRig.Now, Data = "Naam", Problem = "Dubbel." }, Privacy.ObjectId, request: null, Cancel)).Reference;
        Assert.IsType<NoticePupilOutcome.Unknown>(await FindPupilAsync(rig, general));
        Assert.IsType<NoticePupilOutcome.Unknown>(await FindPupilAsync(rig, new NoticeReference(NoticeKind.Quality, "nergens")));
        Assert.Equal(2, (await rig.EntriesAsync(NoticePupils.Action)).Count);
    }

    [Fact]
    public async Task Restricted_pupil_is_for_the_role_privacy_only()
    {
        using DataSubjectRig rig = new(await azurite.NewDeployedAccountAsync());
        Student pupil = DataSubjectRig.Identified(4, account: 44);
        await rig.SignInAsync(pupil);
        Notice notice = await ReportAsync(rig, Report(pupil));
        Assert.IsType<RestrictionOutcome.Done>(await rig.Get<StudentRestrictions>().PlaceAsync(
            new RestrictionRequest
            {
                LeerIdUuid = DataSubjectRig.By(pupil).LeerIdUuid,
                Ground = RestrictionGround.AccuracyContested,
                ReviewOn = new DateOnly(2026, 10, 1),
            },
            Privacy, repeatable: null, Cancel));

        StaffCaller accessControl = Privacy with { Role = StaffRole.AccessControl };
        Assert.IsType<StudentQualityOutcome.ReferToPrivacy>(
            await rig.Get<StudentQualityReports>().ReportAsync(Report(pupil), accessControl, request: null, Cancel));
        Assert.IsType<NoticePupilOutcome.ReferToPrivacy>(await rig.Get<NoticePupils>().FindAsync(notice.Reference, accessControl, Cancel));

        await ReportAsync(rig, Report(pupil));
        Assert.IsType<NoticePupilOutcome.Found>(await FindPupilAsync(rig, notice.Reference));
        Assert.Single(await rig.EntriesAsync(StudentQualityReports.Action), entry => (entry.Outcome, entry.Reason) == ("refused", "refer-to-privacy"));
        Assert.Single(await rig.EntriesAsync(NoticePupils.Action), entry => (entry.Outcome, entry.Reason) == ("refused", "refer-to-privacy"));
    }

    private static StudentQualityReport Report(Student pupil, QualitySource? source = null) => new()
    {
        LeerIdUuid = DataSubjectRig.By(pupil).LeerIdUuid,
        AccountUuid = DataSubjectRig.By(pupil).AccountUuid,
        FoundAt = DataSubjectRig.Now,
        Data = "Voornaam",
        Problem = "De voornaam is verkeerd gespeld.",
        Source = source,
    };

    private static async Task<Notice> ReportAsync(DataSubjectRig rig, StudentQualityReport report)
    {
        StudentQualityOutcome outcome = await rig.Get<StudentQualityReports>().ReportAsync(report, Privacy, request: null, Cancel);
        NoticeReference reference = Assert.IsType<NoticeOutcome.Registered>(Assert.IsType<StudentQualityOutcome.Ended>(outcome).Notice).Reference;
        return (await rig.Get<NoticeRegister>().FindAsync(reference, Cancel))!;
    }

    private static Task<NoticePupilOutcome> FindPupilAsync(DataSubjectRig rig, NoticeReference notice) =>
        rig.Get<NoticePupils>().FindAsync(notice, Privacy, Cancel);

    private static async Task<TableEntity> RowAsync(string storage, Notice notice) =>
        await new TableClient(storage, "Notices").GetEntityAsync<TableEntity>("quality", notice.Reference.Number, cancellationToken: Cancel);

    private static void AssertWithoutUuid(TableEntity row, Guid uuid)
    {
        foreach ((string name, object? value) in row)
            Assert.False(UuidSearch.IsIn(value, uuid), $"The column {name} holds the uuid.");
    }
}
