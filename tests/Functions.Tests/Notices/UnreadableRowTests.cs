using Azure.Data.Tables;
using LeerId.Functions.Notices;
using LeerId.Notices;
using LeerId.Storage;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Notices;

/// <summary>Rows of the table Notices that this software never wrote. They don't stop the processing of other rows.</summary>
public sealed class UnreadableRowTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly Dictionary<string, object?> Whole = new()
    {
        ["State"] = "Undelivered",
        ["RegisteredAt"] = new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero),
        ["Recipients"] = "Provider Dov",
        ["AuthorityMissing"] = true,
        ["Pieces"] = 1,
        ["Content0"] = """{"type":"quality","FoundAt":"2026-09-01T00:00:00Z"}"""u8.ToArray(),
    };

    private readonly string _storage = azurite.NewAccount();
    private ScriptedMailServer? _mail;
    private NoticeRig? _rig;

    private NoticeRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mail = await ScriptedMailServer.StartAsync();
        _rig = await NoticeRig.StartAsync(
            _storage, _mail.Port, ("Notices:DeadlineSchedule", "0 0 0 1 1 *"), ("Notices:RequeueSchedule", "0 0 0 1 1 *"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_mail is not null)
            await _mail.DisposeAsync();
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_stop_neither_lists_nor_the_requeue_nor_the_reminders()
    {
        NoticeReference breach = await Rig.ReportAsync(NoticeRig.Breach(Rig.Clock.GetUtcNow().AddHours(-25)));
        await Rig.UntilAsync(breach, NoticeState.Sent);
        TableClient table = new(_storage, "Notices");
        NoticeReference quality = new(NoticeKind.Quality, "whole");
        await AddAsync(table, "quality", quality.Number);
        int faulty = await AddFaultyRowsAsync(table);

        Assert.Equal([quality], await Rig.Register.ListAsync(NoticeKind.Quality, Cancel).Select(notice => notice.Reference).ToListAsync(Cancel));
        Assert.Equal([breach], await Rig.Register.ListAsync(NoticeKind.Breach, Cancel).Select(notice => notice.Reference).ToListAsync(Cancel));
        Assert.Equal(faulty, Rig.Logs.Entries.Where(entry => entry.EventId.Id == 4013).Select(entry => entry.Message).Distinct().Count());
        Assert.Null(await Rig.Register.FindAsync(new NoticeReference(NoticeKind.Quality, "0"), Cancel));
        Assert.True(await Rig.FireAsync(nameof(RequeueNotices)));
        await Rig.UntilAsync(quality, NoticeState.Sent);
        Assert.True(await Rig.FireAsync(nameof(RemindOfDeadlines)));
        Assert.NotNull(await Rig.Register.FindAsync(new NoticeReference(NoticeKind.Breach, breach.Number, "herinnering-24"), Cancel));
    }

    [Fact]
    public async Task A_count_of_findings_that_cannot_be_read_stops_no_summary()
    {
        TableClient table = new(_storage, "Notices");
        await table.CreateIfNotExistsAsync(Cancel);
        await table.AddEntityAsync(new TableEntity("finding", "20260801-a") { ["Open"] = true, ["Count"] = "many" }, Cancel);
        await table.AddEntityAsync(
            new TableEntity("finding", "20260801-b")
            {
                ["Open"] = true,
                ["Count"] = 3L,
                ["Data"] = "Naam",
                ["Problem"] = "Naam ontbreekt.",
                ["LastAt"] = Rig.Clock.GetUtcNow(),
            },
            Cancel);

        Assert.True(await Rig.FireAsync(nameof(RequeueNotices)));

        Assert.NotNull(await Rig.Register.FindAsync(new NoticeReference(NoticeKind.Quality, "20260801-b-3x"), Cancel));
        Assert.Contains(Rig.Logs.Entries, record => record.EventId.Id == 4014);
    }

    [Fact]
    public async Task Message_about_an_unreadable_row_is_abandoned_with_an_alert()
    {
        TableClient table = new(_storage, "Notices");
        await table.CreateIfNotExistsAsync(Cancel);
        await AddAsync(table, "breach", "0", ("Content0", "{"u8.ToArray()));
        Azure.Storage.Queues.QueueClient queue = new(_storage, QueueNames.Notices);
        await queue.CreateIfNotExistsAsync(cancellationToken: Cancel);

        await queue.SendMessageAsync(Convert.ToBase64String("breach/0"u8), Cancel);

        await Eventually.TrueAsync("it is given up", () => Rig.Logs.Entries.Any(record => record.EventId.Id == 4012), Cancel);
    }

    private static async Task<int> AddFaultyRowsAsync(TableClient table)
    {
        (string Property, object? Value)[] properties =
        [
            ("State", null), ("State", "Lost"), ("State", 7), ("RegisteredAt", null), ("RegisteredAt", "yesterday"), ("Recipients", null),
            ("Recipients", "Everybody"), ("Recipients", "Dov Dov"), ("Pieces", null), ("Pieces", 2), ("Pieces", int.MaxValue), ("Content0", "text"),
            ("Content0", null),
        ];
        (string Partition, string Content)[] contents =
        [
            ("quality", "null"), ("quality", "{"), ("quality", "{}"), ("quality", """{"type":"rumour"}"""), ("quality", """{"type":"quality"}"""),
            ("quality", """{"type":"breach","FoundAt":"2026-09-01T00:00:00Z","KnownAt":"2026-09-01T00:00:00Z","PersonCount":1,"RecordCount":1}"""),
            ("quality", """{"type":"supplement","Text":"x"}"""), ("breach", """{"type":"breach","Nature":"x"}"""),
            ("breach", """{"type":"breach","KnownAt":"soon"}"""), ("breach", """{"type":"reminder","Hours":24}"""),
        ];
        int number = 0;
        foreach ((string property, object? value) in properties)
            await AddAsync(table, "quality", $"{number++}", (property, value));
        foreach ((string partition, string content) in contents)
            await AddAsync(table, partition, $"{number++}", ("Content0", System.Text.Encoding.UTF8.GetBytes(content)));
        await AddAsync(table, "quality", "a number with spaces");
        return number + 1;
    }

    private static async Task AddAsync(TableClient table, string partition, string row, params (string Name, object? Value)[] changes)
    {
        TableEntity entity = new(partition, row);
        foreach ((string name, object? value) in changes.Concat(Whole.Select(property => (property.Key, property.Value)))
            .DistinctBy(property => property.Item1))
            entity[name] = value;
        await table.AddEntityAsync(entity, Cancel);
    }
}
