using Azure;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.PrivacyLog;

public sealed class PrivacyLogReaderTests(AzuriteFixture azurite)
{
    private const string Staff = "3b0c2f5e-0000-4000-8000-000000000001";

    private static readonly DateTimeOffset Now = PrivacyLogRig.Moment("2026-09-10T12:00:00Z");
    private static readonly Student Pupil = new() { LeerIdUuid = Guid.Parse("11111111-1111-4111-8111-111111111111") };
    private static readonly Student Other = new() { AccountUuid = Guid.Parse("22222222-2222-4222-8222-222222222222") };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reading_by_pupil_returns_entries_about_the_pupil_and_reads_one_partition_per_day()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, Now);
        List<PrivacyLogEntry> expected = [];
        for (int day = 9; day >= 1; day--)
            expected.Add(await rig.AddAsync(Pupil, Now.AddDays(-day)));
        await rig.AddAsync(Other, Now.AddDays(-2));
        await rig.FillAsync(5, 5);
        proxy.Queries.Clear();

        PrivacyLogPage page = await ReadAsync(rig, await rig.AboutAsync(Pupil, Now.AddDays(-9), Now));

        Assert.Equal(expected, page.Entries);
        Assert.Null(page.Next);
        string[] queries = [.. proxy.Queries.Where(query => query.Contains("$filter", StringComparison.Ordinal))];
        string shard = expected[0].Student.ToString()![..1];
        Assert.Equal(10, queries.Length);
        Assert.All(queries, query => Assert.Matches($"PartitionKey%20eq%20%27202609[0-9]{{2}}-{shard}%27", query));
    }

    [Fact]
    public async Task Reading_by_pupil_finds_what_is_under_the_former_student_key_and_under_former_accounts()
    {
        string storage = azurite.NewAccount();
        string former = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());
        string current = Convert.ToBase64String(Enumerable.Repeat((byte)8, 32).ToArray());
        using PrivacyLogRig before = new(storage, Now, settings: new Dictionary<string, string?> { ["Secrets:student-key"] = former });
        using PrivacyLogRig after = new(storage, Now, settings: new Dictionary<string, string?>
        {
            ["Secrets:student-key"] = current,
            ["Secrets:student-key:previous"] = former,
        });
        PrivacyLogEntry account = await before.AddAsync(Other, Now.AddDays(-3));
        PrivacyLogEntry old = await before.AddAsync(Pupil, Now.AddDays(-2));
        PrivacyLogEntry recent = await after.AddAsync(Pupil, Now.AddDays(-1));
        Assert.NotEqual(old.Student, recent.Student);

        Assert.Equal([old, recent], (await ReadAsync(after, await after.AboutAsync(Pupil, Now.AddDays(-5), Now))).Entries);
        Student withHistory = new() { LeerIdUuid = Pupil.LeerIdUuid, HistoriekAccountUuid = [Other.AccountUuid!.Value] };
        Assert.Equal([account, old, recent], (await ReadAsync(after, await after.AboutAsync(withHistory, Now.AddDays(-5), Now))).Entries);
    }

    [Fact]
    public async Task Reading_by_actor_returns_entries_of_that_actor()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), Now);
        await rig.FillAsync(20, 20, 20);
        PrivacyLogEntry one = PrivacyLogRig.Entry(Now.AddDays(-7), "o'neill"), two = PrivacyLogRig.Entry(Now.AddDays(-1), "o'neill");
        await rig.Log.AppendAsync(one, Cancel);
        await rig.Log.AppendAsync(two, Cancel);

        Assert.Equal([one, two], (await ReadAsync(rig, PrivacyLogQuery.By("o'neill", Now.AddDays(-9), Now))).Entries);
        Assert.Equal([two], (await ReadAsync(rig, PrivacyLogQuery.By("o'neill", Now.AddDays(-3), Now))).Entries);
        // The entries about the readings have the reader as actor. A reading does not return its own entry.
        Assert.Equal(2, (await ReadAsync(rig, PrivacyLogQuery.By(Staff, Now.AddDays(-9), Now.AddDays(1)), secondsLater: 1)).Entries.Count);
    }

    [Fact]
    public async Task Reading_by_support_code_gives_its_entry()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), Now);
        SupportCode code = SupportCode.New(new DateOnly(2026, 9, 3), 5);
        PrivacyLogEntry entry = PrivacyLogRig.Entry(PrivacyLogRig.Moment("2026-09-03T08:00:00Z"), code: code);
        await rig.Log.AppendAsync(entry, Cancel);

        Assert.Equal([entry], (await ReadAsync(rig, PrivacyLogQuery.WithCode(code))).Entries);
        Assert.Empty((await ReadAsync(rig, PrivacyLogQuery.WithCode(SupportCode.New(new DateOnly(2026, 9, 3), 5)))).Entries);
    }

    [Fact]
    public async Task Reading_by_period_gives_all_of_it_both_ends_to_the_tick()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), Now);
        DateTimeOffset from = PrivacyLogRig.Moment("2026-09-03T23:30:00Z"), until = PrivacyLogRig.Moment("2026-09-04T00:30:00Z");
        PrivacyLogEntry[] entries =
        [
            .. new[] { from.AddTicks(-1), from, until.AddTicks(-1), until }.Select(at => PrivacyLogRig.Entry(at)),
        ];
        foreach (PrivacyLogEntry entry in entries)
            await rig.Log.AppendAsync(entry, Cancel);

        Assert.Equal(entries[1..3], (await ReadAsync(rig, PrivacyLogQuery.Between(from, until))).Entries);
        Assert.Throws<ArgumentException>(() => PrivacyLogQuery.Between(until, from));
    }

    [Fact]
    public async Task Reading_adds_an_entry_with_reader_purpose_and_subject()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), Now);
        PrivacyLogEntry about = await rig.AddAsync(Pupil, Now.AddDays(-1));
        await ReadAsync(rig, await rig.AboutAsync(Pupil, Now.AddDays(-2), Now));

        PrivacyLogEntry entry = (await rig.RowsAsync()).ConvertAll(PrivacyLogRow.FromEntity).Single(entry => entry.Action == PrivacyLogReader.Action);
        Assert.Equal(
            (Staff, "dpo", "vraag van de ouders", "granted", about.Student, Now),
            (entry.Actor, entry.Role, entry.Purpose, entry.Outcome, entry.Student, entry.At));
        Assert.Equal("by-pupil", entry.Reason);
        Assert.Equal(["privacy-log-read", "sign-in"], (await ReadAsync(rig, await rig.AboutAsync(Pupil, Now.AddDays(-2), Now.AddDays(1)), secondsLater: 1))
            .Entries.Select(found => found.Action).Order());
    }

    [Theory]
    [InlineData("actor")]
    [InlineData("code")]
    [InlineData("period")]
    public async Task Reading_about_pupils_is_logged_for_each_of_them_before_anything_is_returned(string way)
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, Now);
        StudentKey pupil = (await rig.Get<StudentKeys>().ForAsync(Pupil, Cancel)).Own, other = (await rig.Get<StudentKeys>().ForAsync(Other, Cancel)).Own;
        SupportCode code = SupportCode.New(new DateOnly(2026, 9, 9), PrivacyLogPartition.ShardOf(pupil));
        foreach (StudentKey? student in new StudentKey?[] { pupil, pupil, other, null })
            await rig.Log.AppendAsync(PrivacyLogRig.Entry(Now.AddDays(-1), student: student, code: student == other ? null : code), Cancel);
        PrivacyLogQuery query = way switch
        {
            "actor" => PrivacyLogQuery.By("pupil", Now.AddDays(-2), Now),
            "code" => PrivacyLogQuery.WithCode(code),
            _ => PrivacyLogQuery.Between(Now.AddDays(-2), Now),
        };
        StudentKey?[] about = way == "code" ? [null, pupil] : [null, pupil, other];

        await ReadAsync(rig, query);

        PrivacyLogEntry[] looks = await rig.ReadingEntriesAsync();
        Assert.Equal(about.Order(ByText), looks.Select(look => look.Student).Order(ByText));
        Assert.All(looks, look => Assert.Equal(
            (Staff, "dpo", "vraag van de ouders", "granted", $"by-{way}"), (look.Actor, look.Role, look.Purpose, look.Outcome, look.Reason)));
        PrivacyLogQuery own = await rig.AboutAsync(Pupil, Now.AddDays(-2), Now.AddDays(1));
        Assert.Contains((await ReadAsync(rig, own, secondsLater: 1)).Entries, entry => entry.Actor == Staff);

        proxy.Intercept = request => request == "POST $batch" ? StorageProxy.Refuse : null;
        await Assert.ThrowsAsync<RequestFailedException>(() => ReadAsync(rig, query));
    }

    [Theory]
    [InlineData("pupil")]
    [InlineData("actor")]
    [InlineData("code")]
    [InlineData("period")]
    public async Task Nothing_is_read_when_the_entry_can_not_be_written(string way)
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, Now);
        await rig.AddAsync(Pupil, Now.AddDays(-1));
        proxy.Intercept = request => request == "POST PrivacyLog" ? StorageProxy.Refuse : null;
        proxy.Requests.Clear();
        PrivacyLogQuery query = way switch
        {
            "pupil" => await rig.AboutAsync(Pupil, Now.AddDays(-9), Now),
            "actor" => PrivacyLogQuery.By("pupil", Now.AddDays(-9), Now),
            "code" => PrivacyLogQuery.WithCode(SupportCode.New(new DateOnly(2026, 9, 9), 0)),
            _ => PrivacyLogQuery.Between(Now.AddDays(-9), Now),
        };

        await Assert.ThrowsAsync<RequestFailedException>(() => ReadAsync(rig, query));

        Assert.DoesNotContain(proxy.Requests, request => request.StartsWith("GET", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "inzage", 10)]
    [InlineData(Staff, "", 10)]
    [InlineData(Staff, "  ", 10)]
    [InlineData(Staff, "inzage", 0)]
    [InlineData(Staff, "inzage", 501)]
    public async Task Reading_without_reader_purpose_or_valid_size_is_refused_and_adds_no_entry(string reader, string purpose, int pageSize)
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), Now);
        await rig.AddAsync(Pupil, Now.AddDays(-1));
        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => rig.Reader.ReadAsync(PrivacyLogQuery.Between(Now.AddDays(-2), Now), Caller(reader, purpose), pageSize, null, Cancel));
        Assert.Single(await rig.RowsAsync());
        Assert.Throws<ArgumentException>(() => PrivacyLogQuery.About([], Now.AddDays(-2), Now));
    }

    [Fact]
    public async Task Foreign_row_is_omitted_counted_and_named()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), Now);
        PrivacyLogEntry entry = await rig.AddAsync(Pupil, Now.AddDays(-1));
        await rig.LogTable.AddEntityAsync(new Azure.Data.Tables.TableEntity("20260909-0", "x") { ["At"] = Now.AddDays(-1) }, Cancel);

        PrivacyLogPage page = await ReadAsync(rig, PrivacyLogQuery.Between(Now.AddDays(-2), Now));

        Assert.Equal([entry], page.Entries);
        Assert.Equal(1, page.Unreadable);
        Assert.Contains("(partition 20260909-0, row x)", Assert.Single(rig.Logs.Entries, log => log.EventId.Id == 8013).Message, StringComparison.Ordinal);
    }

    private static Comparer<StudentKey?> ByText { get; } =
        Comparer<StudentKey?>.Create((one, two) => string.CompareOrdinal(one?.ToString(), two?.ToString()));

    private static StaffCaller Caller(string objectId, string purpose) => new(objectId, StaffRole.Dpo, purpose);

    private static Task<PrivacyLogPage> ReadAsync(PrivacyLogRig rig, PrivacyLogQuery query, int secondsLater = 0)
    {
        rig.Clock.Advance(TimeSpan.FromSeconds(secondsLater));
        return rig.Reader.ReadAsync(query, Caller(Staff, "vraag van de ouders"), 500, null, Cancel);
    }
}
