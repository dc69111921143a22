using LeerId.DataSubjects;
using LeerId.PrivacyLog;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.DataSubjects;

/// <summary>The entries of the privacy log for each uuid of a pupil.</summary>
public sealed class StudentPrivacyLogTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, 11)]
    [InlineData(false, 12)]
    public async Task Log_about_an_identified_pupil_is_the_same_by_every_uuid(bool byLeerId, int? account)
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        Student pupil = DataSubjectRig.Identified(1, 11, history: [12]);
        StudentKey temporary = await rig.SignInAsync(DataSubjectRig.Temporary(12));
        await LogAsync(rig, temporary, "before");
        StudentKey key = await rig.SignInAsync(pupil);
        await LogAsync(rig, key, "after");
        await LogAsync(rig, await rig.SignInAsync(DataSubjectRig.Identified(2, 21)), "another");
        rig.Clock.Advance(TimeSpan.FromSeconds(1));

        PrivacyLogOutcome outcome = await rig.Get<StudentPrivacyLog>().ReadAsync(
            new StudentPrivacyLogRequest
            {
                LeerIdUuid = byLeerId ? pupil.LeerIdUuid.ToString() : null,
                AccountUuid = account is { } number ? DataSubjectRig.Account(number).ToString() : null,
                From = DataSubjectRig.Now.AddDays(-1),
            },
            DataSubjectRig.Officer, Cancel);

        PrivacyLogAnswer answer = Assert.IsType<PrivacyLogOutcome.Read>(outcome).Answer;
        Assert.Equal(["after", "before"], answer.Entries.Select(entry => entry.Purpose).Order());
        Assert.Equal(key, Assert.Single(await rig.EntriesAsync("privacy-log-read")).Student);
    }

    private static Task LogAsync(DataSubjectRig rig, StudentKey student, string purpose) => rig.Get<PrivacyLogStore>().AppendAsync(
        PrivacyLog.PrivacyLogRig.Entry(DataSubjectRig.Now, student: student) with { Purpose = purpose }, Cancel);
}
