using System.Net;
using LeerId.Functions.Tests.Staff;
using LeerId.Runs;
using LeerId.Staff;
using LeerId.Storage;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>An operator confirms a deletion that waits.</summary>
public sealed class HeldDeletionScreenTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Screen = "werking";
    private const string Confirm = "werking/wissen/Requests";

    private StaffRig? _rig;
    private long _deleted;

    private StaffRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _rig = await StaffRig.StartAsync(azurite);

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
    }

    [Fact]
    public async Task Operator_reads_what_waits_confirms_it_and_the_next_run_deletes_once()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Operator);
        Answer before = await browser.GetAsync(Screen);
        Assert.Contains("Er wacht niets op een bevestiging.", before.Text(), StringComparison.Ordinal);
        await HoldAsync(1500);

        Answer page = await browser.GetAsync(Screen);
        Assert.Equal(
            ["Requests (verzoeken van betrokkenen)", "PruneRecords", "1.500 rijen", "0 rijen", "1 september 2026 om 08.30 uur",
                "1 september 2026 om 08.30 uur", "wacht op een bevestiging"],
            page.Document.QuerySelector("tbody tr")!.Children.Select(cell => cell.Words()));
        Assert.Equal($"/beheer/{Confirm}", page.Document.QuerySelector("main ul a")!.GetAttribute("href"));
        Answer form = await browser.GetAsync(Confirm);
        Assert.Equal(
            ("Het wissen bevestigen", "1.500 rijen, van vóór 1 september 2021 om 08.30 uur", "0 rijen"),
            (form.Heading(), form.Detail("Zou gewist worden"), form.Detail("Geteld bij de vorige uitvoering")));
        Assert.Equal(
            ("1 september 2026 om 08.30 uur", "1 september 2026 om 08.30 uur"), (form.Detail("Tijd van de taak"), form.Detail("Tijd van de opslag")));

        Answer done = await browser.SubmitAsync(form, Confirm);

        Assert.Equal("Uw bevestiging is bewaard. De volgende uitvoering van de taak wist de rijen.", done.Message());
        Assert.Contains(
            $"bevestigd door {StaffRig.ObjectIdOf(StaffRole.Operator)} op 1 september 2026 om 08.30 uur, tot 3 september 2026 om 08.30 uur", done.Text(),
            StringComparison.Ordinal);
        RunRecord run = await RunAsync(1500);
        Assert.Equal((1500L, StaffRig.ObjectIdOf(StaffRole.Operator)), (run.Deleted, run.ConfirmedBy));
        await HoldAsync(1500);
        Assert.Equal(1500, _deleted);
        Assert.Contains("tegengehouden: het wissen wacht op een bevestiging", (await browser.GetAsync(Screen)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirmation_demands_a_sign_in_within_the_last_five_minutes()
    {
        await HoldAsync(1500);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Operator);
        Answer form = await browser.GetAsync(Confirm);
        Rig.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        Answer kept = await browser.SubmitAsync(form, Confirm);

        Assert.Equal((HttpStatusCode.Unauthorized, "Meld u opnieuw aan"), (kept.Status, kept.Heading()));
        Assert.Null((await FindAsync())!.Confirmation);
    }

    [Fact]
    public async Task Second_operator_reads_that_it_is_confirmed()
    {
        await HoldAsync(1500);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Operator);
        Answer form = await browser.GetAsync(Confirm);
        HeldDeletion held = (await FindAsync())!;
        await Rig.Get<HeldDeletions>().ConfirmAsync(TableName.Requests, held.Id, "somebody-else", Cancel);

        Answer answer = await browser.SubmitAsync(form, Confirm);

        Assert.Equal(
            (HttpStatusCode.Conflict, "Er is niets bewaard: iemand anders heeft dit al bevestigd."), (answer.Status, Assert.Single(answer.Faults())));
        Assert.Equal("somebody-else", (await FindAsync())!.Confirmation!.By);
    }

    [Fact]
    public async Task Numbers_that_a_later_run_changed_are_shown_before_they_are_confirmed()
    {
        await HoldAsync(1500);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Operator);
        Answer form = await browser.GetAsync(Confirm);
        await HoldAsync(4000);

        Answer answer = await browser.SubmitAsync(form, Confirm);

        Assert.Equal((HttpStatusCode.Conflict, 1), (answer.Status, answer.Faults().Length));
        Assert.StartsWith("4.000 rijen", answer.Detail("Zou gewist worden"), StringComparison.Ordinal);
        Assert.Null((await FindAsync())!.Confirmation);
        Assert.NotNull((await browser.SubmitAsync(answer, Confirm)).Message());
        Assert.NotNull((await FindAsync())!.Confirmation);
    }

    [Theory]
    [InlineData("werking/wissen/Requests")]
    [InlineData("werking/wissen/Nothing")]
    [InlineData("werking/wissen/7")]
    public async Task Table_for_which_nothing_waits_has_no_form(string path)
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Operator);

        Answer page = await browser.GetAsync(path);

        Assert.Equal((HttpStatusCode.NotFound, "Niet gevonden"), (page.Status, page.Heading()));
    }

    [Fact]
    public async Task What_waited_and_is_gone_can_not_be_confirmed()
    {
        await HoldAsync(1500);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Operator);
        Answer form = await browser.GetAsync(Confirm);
        await RunAsync(1);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.SubmitAsync(form, Confirm)).Status);
    }

    private Task<RunRecord> RunAsync(int rows) => Rig.Get<DeletionRunner>().RunAsync(
        new Deletion("PruneRecords", TableName.Requests, Rig.Clock.GetUtcNow().AddYears(-5), "Requests"),
        async (counts, _) =>
        {
            for (int row = 0; row < rows; row++)
            {
                await counts.DeleteAsync(() =>
                {
                    _deleted++;
                    return Task.FromResult(true);
                });
            }
        },
        Cancel);

    private Task<RunFailedException> HoldAsync(int rows) => Assert.ThrowsAsync<RunFailedException>(() => RunAsync(rows));

    private Task<HeldDeletion?> FindAsync() => Rig.Get<HeldDeletions>().FindAsync(TableName.Requests, Cancel);
}
