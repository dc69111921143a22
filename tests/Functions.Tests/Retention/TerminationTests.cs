using System.Net;
using LeerId.Functions.Tests.SignIn;
using LeerId.Runs;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Retention;

/// <summary>The end of the agreement (protocol, article 11).</summary>
public sealed class TerminationTests(AzuriteFixture azurite)
{
    // The agreement is over when 30 June 2027 begins in Brussels.
    private static readonly DateTimeOffset End = new(2027, 6, 29, 22, 0, 0, TimeSpan.Zero);

    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sign_in_answers_with_its_own_page_from_that_day()
    {
        await using RetentionRig rig = await StartAsync(_storage, End.AddSeconds(-1));
        using Browser browser = new();
        Answer start = await browser.GetAsync(rig.Rig.SignInAddress, Cancel);
        Assert.Equal(HttpStatusCode.Found, start.Status);

        rig.Rig.Clock.SetUtcNow(End);
        rig.Acm.Requests.Clear();
        Answer callback = await browser.GetAsync(
            rig.Rig.At($"/acm/callback?code={start.LocationParameter("nonce")}&state={start.LocationParameter("state")}"), Cancel);
        AssertEnded(callback);
        AssertEnded(await browser.GetAsync(rig.Rig.SignInAddress, Cancel));
        Assert.Empty(browser.Cookies);
        // No data are asked for any more.
        Assert.Empty(rig.Acm.Requests);
        Assert.Equal(0, await RetentionRig.CountAsync(_storage));
        Assert.Equal(0, await RetentionRig.CountAsync(_storage, "PrivacyLog"));
    }

    [Fact]
    public async Task Sweep_destroys_all_pupil_data_whatever_its_age_and_the_run_proves_it()
    {
        await using RetentionRig rig = await StartAsync(_storage, End.AddSeconds(-1));
        for (int pupil = 1; pupil <= 50; pupil++)
            await rig.AddAsync(pupil, End.AddSeconds(-pupil));
        Assert.Equal(HttpStatusCode.SeeOther, (await rig.SignInAsync()).Status);
        int entries = await RetentionRig.CountAsync(_storage, "PrivacyLog");

        Assert.True(await rig.FireAsync());
        Assert.Equal(50, await RetentionRig.CountAsync(_storage));

        rig.Rig.Clock.SetUtcNow(End);
        Assert.True(await rig.FireAsync());

        Assert.Equal(0, await RetentionRig.CountAsync(_storage));
        RunRecord run = await rig.LastRunAsync();
        Assert.Equal(("agreement-ended", 50, null), (run.Ground, (int)run.Deleted, run.CutOff));
        // The privacy log follows its own term.
        Assert.Equal(entries, await RetentionRig.CountAsync(_storage, "PrivacyLog"));
    }

    private static Task<RetentionRig> StartAsync(string storage, DateTimeOffset now) =>
        RetentionRig.StartAsync(storage, now, ("Agreement:EndDate", "2027-06-30"));

    private static void AssertEnded(Answer answer)
    {
        Assert.Equal(HttpStatusCode.Gone, answer.Status);
        Assert.Equal("Aanmelden kan hier niet meer", answer.Document.Title);
        Assert.Equal("agreement-ended", ScriptedSignIn.UnrecordedReasonOf(answer));
    }
}
