using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.PrivacyLog;

/// <summary>A reader of the privacy log continues from page to page.</summary>
public sealed class PrivacyLogPagingTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = PrivacyLogRig.Moment("2026-09-10T12:00:00Z");
    private static readonly StaffCaller Officer = new("3b0c2f5e-0000-4000-8000-000000000001", StaffRole.Dpo, "inzage");
    private static readonly Student Pupil = new() { LeerIdUuid = Guid.Parse("11111111-1111-4111-8111-111111111111") };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("pupil", 1)]
    [InlineData("pupil", 4)]
    [InlineData("actor", 7)]
    [InlineData("period", 7)]
    [InlineData("period", 50)]
    public async Task Pages_have_no_gap_and_no_duplicate_and_each_adds_an_entry(string way, int pageSize)
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), Now);
        await rig.FillAsync(17, 0, 12, 30);
        for (int number = 0; number < 9; number++)
            await rig.AddAsync(Pupil, Now.AddHours(-number * 9));
        PrivacyLogQuery query = way switch
        {
            "pupil" => await rig.AboutAsync(Pupil, Now.AddDays(-9), Now.AddDays(1)),
            "actor" => PrivacyLogQuery.By("pupil", Now.AddDays(-10), Now.AddDays(1)),
            _ => PrivacyLogQuery.Between(Now.AddDays(-10), Now.AddDays(1)),
        };
        // An entry of the same moment belongs to the next reading.
        int expected = way == "pupil" ? 8 : 67;

        List<PrivacyLogEntry> read = [];
        int pages = 0;
        PrivacyLogContinuation? next = null;
        do
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(pages == 0 ? 0 : 1));
            PrivacyLogPage page = await rig.Reader.ReadAsync(query, Officer, pageSize, next, Cancel);
            Assert.InRange(page.Entries.Count, 0, pageSize);
            read.AddRange(page.Entries);
            next = page.Next is { } given && PrivacyLogContinuation.TryParse(given.ToString(), out PrivacyLogContinuation parsed) ? parsed : null;
            Assert.Equal(page.Next, next);
            pages++;
        }
        while (next is not null);

        Assert.Equal(expected, read.Count);
        Assert.Equal(expected, read.DistinctBy(entry => entry.Id).Count());
        Assert.Equal((expected + pageSize - 1) / pageSize, pages);
        PrivacyLogEntry[] looks = await rig.ReadingEntriesAsync();
        Assert.All(looks, look => Assert.Equal($"by-{way}", look.Reason));
        if (way == "pupil")
            Assert.Equal(pages, looks.Length);
        else
            Assert.Equal(pages, looks.Count(look => look.Student is null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("MQox")]
    [InlineData("MgoxCmEKYg")]
    [InlineData("MQotMQphCmI")]
    [InlineData("MQo5MjIzMzcyMDM2ODU0Nzc1ODA3CmEKYg")]
    public void Continuation_of_another_form_is_refused(string? text) => Assert.False(PrivacyLogContinuation.TryParse(text, out _));

    [Fact]
    public async Task Long_search_ends_a_page_early_and_continues_there()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, Now);
        PrivacyLogEntry expected = await rig.AddAsync(Pupil, Now.AddDays(-1));
        proxy.Intercept = request =>
        {
            if (request == "GET PrivacyLog()")
                rig.Clock.Advance(TimeSpan.FromSeconds(3));
            return null;
        };

        PrivacyLogQuery query = await rig.AboutAsync(Pupil, Now.AddDays(-40), Now);
        PrivacyLogPage first = await rig.Reader.ReadAsync(query, Officer, 500, null, Cancel);
        Assert.Empty(first.Entries);
        PrivacyLogPage second = await rig.Reader.ReadAsync(query, Officer, 10, first.Next, Cancel);
        Assert.NotNull(second.Next);
        PrivacyLogPage third = await rig.Reader.ReadAsync(query, Officer, 10, second.Next, Cancel);
        Assert.Equal([expected], [.. second.Entries, .. third.Entries]);
        Assert.Null(third.Next);
    }

    [Theory]
    [InlineData("actor")]
    [InlineData("period")]
    public async Task Busy_day_is_read_in_several_pages_without_gaps_or_duplicates(string way)
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, Now);
        await rig.FillAsync(new DateOnly(2026, 9, 8), 100);
        await rig.FillAsync(new DateOnly(2026, 9, 9), 20);
        // Azure ends a page like this in a busy partition: a few rows, five seconds, and a continuation token.
        proxy.PageSize = 3;
        proxy.Intercept = request =>
        {
            if (request == "GET PrivacyLog()")
                rig.Clock.Advance(TimeSpan.FromSeconds(5));
            return null;
        };
        PrivacyLogQuery query = way == "actor" ? PrivacyLogQuery.By("pupil", Now.AddDays(-3), Now) : PrivacyLogQuery.Between(Now.AddDays(-3), Now);

        List<PrivacyLogEntry> read = [];
        int pages = 0;
        PrivacyLogContinuation? next = null;
        do
        {
            proxy.Requests.Clear();
            PrivacyLogPage page = await rig.Reader.ReadAsync(query, Officer, 500, next, Cancel);
            Assert.InRange(proxy.Requests.Count(request => request == "GET PrivacyLog()"), 0, 25);
            read.AddRange(page.Entries);
            next = page.Next;
        }
        while (next is not null && ++pages < 200);

        Assert.Null(next);
        Assert.True(pages > 3, $"Only {pages} pages.");
        Assert.Equal(120, read.Count);
        Assert.Equal(120, read.DistinctBy(entry => entry.Id).Count());
    }

    [Fact]
    public void Open_period_is_limited_to_possible_days()
    {
        List<PrivacyLogSegment> segments = [.. PrivacyLogQuery.Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Segments(Now)];
        Assert.Equal(("20200101-0", "20260910-f"), (segments[0].Partition, segments[^1].Partition));
    }
}
