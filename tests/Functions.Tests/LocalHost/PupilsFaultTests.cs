using System.Net;
using LeerId.Functions.Notices;
using LeerId.LocalHost.Services;
using LeerId.Notices;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Functions.Tests.LocalHost;

/// <summary>What a pupil sees while a fault of the start page is on, and that all is well after it is turned off.</summary>
public sealed class PupilsFaultTests(AzuriteFixture azurite)
{
    private const string Admitted = "In the application";
    private const string WaitAndTryAgain = "Er ging iets mis";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("storage")]
    // The functions wait eight seconds for the tokens.
    [InlineData("acm")]
    public async Task Pupil_is_asked_to_wait_while_the_fault_is_on_and_is_admitted_after_it(string fault)
    {
        await using DeveloperRig rig = await DeveloperRig.StartAsync(azurite);
        Assert.Equal(Admitted, DeveloperRig.Heading(await rig.SignInAsync("identified")));

        await rig.PressAsync($"/dev/faults/{fault}/on");
        Answer refused = await rig.SignInAsync("two-schools");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal(WaitAndTryAgain, DeveloperRig.Heading(refused));
        Assert.NotNull(refused.SupportCode);

        await rig.PressAsync($"/dev/faults/{fault}/off");
        Assert.Equal(Admitted, DeveloperRig.Heading(await rig.SignInAsync("two-schools")));
    }

    [Fact]
    public async Task Start_page_opens_and_says_it_while_storage_is_unavailable()
    {
        await using DeveloperRig rig = await DeveloperRig.StartAsync(azurite);

        Answer page = await rig.PressAsync("/dev/faults/storage/on");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Storage is unavailable, so the privacy log can’t be read.", page.Document.Body!.TextContent, StringComparison.Ordinal);
        await rig.PressAsync("/dev/faults/reset");
        Assert.Contains("No entries today.", (await rig.StartPageAsync()).Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pupil_is_admitted_while_mail_is_rejected_and_the_notice_arrives_after_it()
    {
        await using DeveloperRig rig = await DeveloperRig.StartAsync(
            azurite, hasMailbox: true,
            ("AzureFunctionsJobHost:extensions:queues:visibilityTimeout", "00:00:00"),
            ("AzureFunctionsJobHost:extensions:queues:maxPollingInterval", "00:00:00.100"));
        NoticeRegister register = rig.Host.Services.GetRequiredService<NoticeRegister>();

        await rig.PressAsync("/dev/faults/mail/on");
        Assert.Equal(Admitted, DeveloperRig.Heading(await rig.SignInAsync("identified")));
        NoticeReference notice = await ReportAsync(rig, register);
        await UntilAsync(register, notice, NoticeState.Undelivered);
        Assert.Equal(0, await MailsAsync(rig));

        await rig.PressAsync("/dev/faults/mail/off");
        Assert.True((await rig.Host.FireTimerAsync(nameof(RequeueNotices), Cancelled))!.Succeeded);

        await UntilAsync(register, notice, NoticeState.Sent);
        Assert.Equal(2, await MailsAsync(rig));
    }

    private static async Task<NoticeReference> ReportAsync(DeveloperRig rig, NoticeRegister register)
    {
        QualityContent content = new()
        {
            FoundAt = rig.Host.Services.GetRequiredService<TimeProvider>().GetUtcNow(),
            Data = "Naam",
            Problem = "De naam is leeg.",
        };
        return Assert.IsType<NoticeOutcome.Registered>(await register.ReportAsync(content, "staff", request: null, Cancelled)).Reference;
    }

    private static Task UntilAsync(NoticeRegister register, NoticeReference notice, NoticeState state) => Eventually.TrueAsync(
        $"the notice is {state}", async () => (await register.FindAsync(notice, Cancelled))!.State == state, Cancelled);

    private static async Task<int> MailsAsync(DeveloperRig rig)
    {
        Answer mails = await rig.Browser.GetAsync(new Uri(new Uri(rig.Host.Configuration[DevelopmentMailbox.WebAddressSetting]!), "api/email"), Cancelled);
        return System.Text.Json.JsonElement.Parse(mails.Body).GetArrayLength();
    }
}
