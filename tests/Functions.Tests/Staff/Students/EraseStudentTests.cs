using System.Text.Json.Nodes;
using LeerId.Runs;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Students;

/// <summary>Erasure of a pupil over HTTP, also while the pupil signs in.</summary>
public sealed class EraseStudentTests(StudentsRig rig) : IClassFixture<StudentsRig>
{
    private const int Rounds = 30;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Erased_pupil_is_gone_with_a_proof_and_a_run_and_can_sign_in_again()
    {
        await rig.SignInAsync(200, claims => claims["ov_historiek_account_uuid"] = new JsonArray(StudentsRig.Uuid(290)));

        StaffAnswer answer = await rig.EraseAsync(StudentsRig.ByAccount(290));

        Assert.Equal(200, answer.Status);
        Assert.Equal((1, true), (answer.Json.GetProperty("deleted").GetInt32(), answer.Json.GetProperty("isAbsent").GetBoolean()));
        Assert.Equal(3, answer.Json.GetProperty("proof").GetString()!.Split('.').Length);
        Assert.Equal(404, (await rig.LookUpAsync(StudentsRig.ByLeerId(200))).Status);
        Assert.Equal(404, (await rig.LookUpAsync(StudentsRig.ByAccount(290))).Status);
        Assert.Contains(await RunsAsync(), run => run is { Deleted: 1, Succeeded: true });
        Assert.Contains(await rig.EntriesAsync("student-erasure"), entry =>
            entry.Id.ToString() == answer.Json.GetProperty("logEntry").GetString() && entry.Actor == StaffRig.ObjectIdOf(StaffRole.Privacy));

        StaffAnswer again = await rig.EraseAsync(StudentsRig.ByLeerId(200));
        Assert.Equal((200, 0), (again.Status, again.Json.GetProperty("deleted").GetInt32()));

        Assert.NotNull((await rig.SignInAsync(200)).Code);
        Assert.Equal(200, (await rig.LookUpAsync(StudentsRig.ByLeerId(200))).Status);
    }

    [Fact]
    public async Task Failing_storage_is_503_and_the_repeated_request_completes()
    {
        await rig.SignInAsync(210);
        rig.Storage.Intercept = asked => asked.StartsWith("DELETE", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        try
        {
            StaffAnswer failed = await rig.EraseAsync(StudentsRig.ByLeerId(210));
            Assert.Equal((503, "unavailable"), (failed.Status, failed.Problem));
            Assert.Equal("30", failed.Headers["Retry-After"]);
        }
        finally
        {
            rig.Storage.Intercept = _ => null;
        }

        Assert.Contains(await RunsAsync(), run => run.Failed == 1);
        Assert.Equal(200, (await rig.EraseAsync(StudentsRig.ByLeerId(210))).Status);
        Assert.Null(await rig.FindAsync(210));
    }

    [Fact]
    public async Task Race_of_an_erasure_and_a_sign_in_ends_as_one_of_the_two()
    {
        int erased = 0, stayed = 0;
        for (int round = 0; round < Rounds; round++)
        {
            await rig.SignInAsync(220);
            TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Task<StaffAnswer> erasure = Task.Run(async () =>
            {
                await go.Task;
                return await rig.EraseAsync(StudentsRig.ByLeerId(220));
            });
            Task<Answer> signIn = Task.Run(async () =>
            {
                await go.Task;
                // The delay varies, so that in some rounds each step of the erasure races with the sign-in.
                for (int wait = 0; wait < round; wait++)
                    await rig.FindAsync(220);
                return await rig.SignInAsync(220, claims => claims["ov_historiek_account_uuid"] = new JsonArray(StudentsRig.Uuid(221)));
            });
            go.SetResult();

            StaffAnswer proof = await erasure;
            Assert.Equal(200, proof.Status);
            Assert.NotNull((await signIn).Code);
            StudentSnapshot? end = await rig.FindAsync(220);
            if (end is null)
            {
                erased++;
                Assert.True(proof.Json.GetProperty("isAbsent").GetBoolean());
            }
            else
            {
                stayed++;
                Assert.Equal(
                    ("Proefnaam", "Proefvoornaam", Guid.Parse(StudentsRig.Uuid(220)), Guid.Parse(StudentsRig.Uuid(221))),
                    (end.Student.Naam, end.Student.Voornaam, end.Student.AccountUuid, Assert.Single(end.Student.HistoriekAccountUuid)));
            }
        }

        Assert.True(erased > 0 && stayed > 0, $"Not a race: {erased} erased, {stayed} stayed.");
    }

    private async Task<List<RunRecord>> RunsAsync()
    {
        List<RunRecord> runs = [];
        await foreach (RunRecord run in rig.Staff.Get<RunStore>().ListAsync("EraseStudent", Cancel))
            runs.Add(run);
        return runs;
    }
}
