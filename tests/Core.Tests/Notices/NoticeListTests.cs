using LeerId.Notices;
using LeerId.Testing;

namespace LeerId.Core.Tests.Notices;

/// <summary>The list of notices: filtered, newest first, and in pages.</summary>
public sealed class NoticeListTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notices_are_listed_newest_first_with_their_content_and_open_tasks()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string breach = await rig.ReportAsync(NoticeSamples.FirstReport with { Nature = $"Een bestand\nstond open.{new string('x', 200)}" });
        rig.Evidence.Clock.Advance(TimeSpan.FromMinutes(1));
        string quality = await ReportAsync(rig, new QualityContent { FoundAt = NoticeSamples.KnownAt, Data = "Voornaam", Problem = "ontbreekt" });
        rig.Evidence.Clock.Advance(TimeSpan.FromMinutes(1));
        string change = await ReportAsync(
            rig, new ChangeContent { Subject = ChangeSubject.Legislation, Description = "Een nieuw decreet.", Impact = "Geen." });

        NoticePage page = await ReadAsync(rig, new NoticeFilter());

        Assert.Equal([change, quality, breach], page.Lines.Select(line => line.Number));
        Assert.Equal(
            ["wetgeving: Een nieuw decreet.", "Voornaam: ontbreekt", $"Een bestand stond open.{new string('x', 96)}…"],
            page.Lines.Select(line => line.Summary));
        Assert.Equal([false, true, true], page.Lines.Select(line => line.IsOpen));
        Assert.Equal([null, null, "Nog 68 uur en 58 minuten, tot 4 september 2026 om 08.30 uur."], page.Lines.Select(line => line.Clock));
        Assert.Equal((1, 3), (page.Page, page.Total));
    }

    [Fact]
    public async Task Filters_use_the_kind_the_result_and_the_mails_of_all_parts()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string open = await rig.ReportAsync(), closed = await rig.ReportAsync(NoticeSamples.Complete);
        Assert.IsType<NoticeOutcome.Registered>(await rig.CloseAsync(closed, 0));
        string quality = await ReportAsync(rig, new QualityContent { FoundAt = NoticeSamples.KnownAt, Data = "Naam", Problem = "ontbreekt" });
        await SetSentAsync(rig, $"breach/{open}");
        await SetSentAsync(rig, $"breach/{closed}");
        await rig.Evidence.Get<NoticeRelay>().GiveUpAsync($"breach/{closed}/afsluiting-1", "message", Cancel);

        Assert.Equal([quality], await NumbersAsync(new NoticeFilter { Kind = NoticeKind.Quality }));
        Assert.Equal([open], await NumbersAsync(new NoticeFilter { Delivery = NoticeDelivery.Delivered }));
        Assert.Equal([quality], await NumbersAsync(new NoticeFilter { Delivery = NoticeDelivery.UnderWay }));
        // The notice is delivered, but its supplement is not.
        Assert.Equal([closed], await NumbersAsync(new NoticeFilter { Delivery = NoticeDelivery.Failed }));
        Assert.Equal([closed], await NumbersAsync(new NoticeFilter { Kind = NoticeKind.Breach, IsOpen = false }));
        Assert.Equal([open], await NumbersAsync(new NoticeFilter { Kind = NoticeKind.Breach, IsOpen = true }));

        async Task<IEnumerable<string>> NumbersAsync(NoticeFilter filter) => (await ReadAsync(rig, filter)).Lines.Select(line => line.Number);
    }

    [Fact]
    public async Task A_long_list_has_pages_of_fifty_and_a_page_after_the_last_is_the_last()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        List<string> numbers = [];
        for (int i = 0; i < NoticeList.PageSize + 1; i++)
        {
            numbers.Insert(0, await rig.ReportAsync());
            rig.Evidence.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(numbers[..NoticeList.PageSize], (await ReadAsync(rig, new NoticeFilter())).Lines.Select(line => line.Number));
        foreach (int page in new[] { 2, 9 })
        {
            NoticePage last = await rig.Evidence.Get<NoticeList>().ReadAsync(new NoticeFilter(), page, Cancel);
            Assert.Equal((numbers[^1], 2, 51), (Assert.Single(last.Lines).Number, last.Page, last.Total));
        }

        Assert.Equal(1, (await rig.Evidence.Get<NoticeList>().ReadAsync(new NoticeFilter { Kind = NoticeKind.Change }, 0, Cancel)).Page);
    }

    private static Task<NoticePage> ReadAsync(BreachRig rig, NoticeFilter filter) => rig.Evidence.Get<NoticeList>().ReadAsync(filter, 1, Cancel);

    private static async Task<string> ReportAsync(BreachRig rig, NoticeContent content) => Assert.IsType<NoticeOutcome.Registered>(
        await rig.Evidence.Get<NoticeRegister>().ReportAsync(content, BreachRig.Dpo, request: null, Cancel)).Reference.Number;

    private static async Task SetSentAsync(BreachRig rig, string notice)
    {
        Assert.True(NoticeReference.TryParse(notice, out NoticeReference reference));
        Assert.True(await rig.Evidence.Get<NoticeRows>().TryMergeAsync(
            reference, Azure.ETag.All, new() { [nameof(Notice.State)] = nameof(NoticeState.Sent) }, Cancel));
    }
}
