using System.Globalization;
using System.Reflection;
using System.Text;
using Azure.Data.Tables;
using LeerId.Functions.Retention;
using LeerId.Runs;
using LeerId.Schools.Import;
using LeerId.Storage;
using LeerId.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.Retention;

/// <summary>A clock that is four years ahead of that of storage, on which every row has outlived its purpose.</summary>
public sealed class WrongClockTests(AzuriteFixture azurite)
{
    private const string Person = "00000001-0000-0000-0000-000000000001";
    private const string Never = "0 0 0 1 1 *";

    private static readonly DateTimeOffset Today = TimeProvider.System.GetUtcNow();
    private static readonly DateTimeOffset TwoYearsAgo = Today.AddYears(-2);

    // The functions as the host finds them: a new timer is in the list without anybody's help.
    private static readonly string[] Timers =
    [
        .. from type in typeof(DeleteExpired).Assembly.GetTypes()
           from method in type.GetMethods()
           where method.GetParameters().Any(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>() is not null)
           select method.GetCustomAttribute<FunctionAttribute>()!.Name,
    ];

    // The jobs of timers that delete rows because of their age.
    private static readonly string[] Deleting = ["DeleteExpired", "ExpirePrivacyLog", "PruneRecords", "PruneSchoolRefusals"];

    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_timer_deletes_seals_archives_or_tells_anything()
    {
        await AddRowsAsync();
        await using SignInRig rig = await StartAsync(isStorageRight: true);
        string[] before = await ReadAsync();

        Assert.NotEmpty(Timers);
        foreach (string timer in Timers)
            Assert.False((await rig.Host.FireTimerAsync(timer, Cancel))!.Succeeded, timer);
        await rig.Host.Services.GetRequiredService<SchoolUploads>().RemoveAsync(by: null, Cancel);

        string[] after = await ReadAsync();
        Assert.Empty(before.Except(after));
        Assert.All(after.Except(before), row => Assert.StartsWith("Runs ", row, StringComparison.Ordinal));
        TableEntity[] runs = [.. await new TableClient(_storage, "Runs").QueryAsync<TableEntity>("Block ne ''", cancellationToken: Cancel).ToListAsync(Cancel)];
        Assert.Equal(Timers.Order(), runs.Select(run => run.PartitionKey).Distinct().Order());
        Assert.All(runs, run => Assert.Equal(
            (nameof(RunBlock.WrongClock), 1L, 0L), (run.GetString("Block"), run.GetInt64("Failed")!.Value, run.GetInt64("Deleted")!.Value)));
        // The records are in their place among those of runs with a right clock.
        Assert.All(runs, run => Assert.InRange(run.GetDateTimeOffset("StartedAt")!.Value, Today.AddMinutes(-1), Today.AddHours(1)));
        Assert.Equal(runs.Length, rig.Logs.Entries.Count(entry => entry.EventId.Id == 7040));
    }

    [Fact]
    public async Task The_same_rows_are_deleted_four_years_later()
    {
        await AddRowsAsync();
        await using SignInRig rig = await StartAsync(isStorageRight: false);

        foreach (string timer in Deleting)
            Assert.True((await rig.Host.FireTimerAsync(timer, Cancel))!.Succeeded, timer);
        await rig.Host.Services.GetRequiredService<SchoolUploads>().RemoveAsync(by: null, Cancel);

        string[] left = await ReadAsync();
        Assert.DoesNotContain(
            left, row => Rows().Any(old => row.StartsWith($"{old.Table} {old.Row.PartitionKey}/{old.Row.RowKey} ", StringComparison.Ordinal)));
    }

    private async Task<SignInRig> StartAsync(bool isStorageRight) => await SignInRig.StartAsync(
        _storage, new FakeTimeProvider(Today.AddYears(4)),
        new Dictionary<string, string?>
        {
            // Only a job that begins has to do with the end of the agreement.
            ["Agreement:EndDate"] = isStorageRight ? Today.AddYears(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            ["Agreement:Schedule"] = Never,
        },
        Cancel,
        services: services =>
        {
            if (isStorageRight)
                services.AddSingleton<IStorageTime, StorageTime>();
        });

    /// <summary>A row of each table, and of each kind of record, from which a job deletes. All are needed today.</summary>
    private static IEnumerable<(TableName Table, TableEntity Row)> Rows()
    {
        string key = new('a', 64), id = Ulid.NewUlid(TwoYearsAgo, new byte[10]).ToString(), day = Today.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        yield return (TableName.Students, new(key, "snapshot") { ["SignedInAt"] = Today });
        yield return (TableName.PrivacyLog, new($"{day}-a", Ulid.NewUlid(Today, new byte[10]).ToString()) { ["At"] = Today, ["Actor"] = "pupil" });
        yield return (TableName.Runs, new("DeleteExpired", "1") { ["StartedAt"] = TwoYearsAgo, ["EndedAt"] = TwoYearsAgo });
        yield return (TableName.SchoolHistory, new("012345", "1") { ["At"] = TwoYearsAgo });
        yield return (TableName.Acknowledgements, new(Person, "1") { ["At"] = Today.AddYears(-3), ["Version"] = "standard-1" });
        yield return (TableName.Restrictions, new("restriction", id) { ["IsOpen"] = false, ["LiftedAt"] = TwoYearsAgo });
        yield return (TableName.Requests, new("request", id) { ["ClosedAt"] = TwoYearsAgo });
        yield return (TableName.Notices, new("poison", "1") { ["At"] = TwoYearsAgo });
        yield return (TableName.Disclosures, new("~unfinished", id)
        {
            ["BegunBy"] = Person,
            ["ChangedBy"] = Person,
            ["ChangedAt"] = TwoYearsAgo,
            ["Content0"] = Encoding.UTF8.GetBytes("{}"),
            ["Pieces"] = 1,
        });
        yield return (TableName.Schools, new("upload", $"{id}~000") { ["By"] = Person, ["At"] = Today });
        yield return (TableName.SchoolRefusals, new(day, "012345") { ["Count"] = 9L });
    }

    private async Task AddRowsAsync()
    {
        foreach ((TableName name, TableEntity row) in Rows())
        {
            TableClient table = new(_storage, name.ToString());
            await table.CreateIfNotExistsAsync(Cancel);
            await table.AddEntityAsync(row, Cancel);
        }
    }

    /// <summary>Each row of each table: its keys and its version.</summary>
    private async Task<string[]> ReadAsync()
    {
        List<string> rows = [];
        foreach (TableName name in Enum.GetValues<TableName>())
        {
            TableClient table = new(_storage, name.ToString());
            await table.CreateIfNotExistsAsync(Cancel);
            await foreach (TableEntity row in table.QueryAsync<TableEntity>(cancellationToken: Cancel))
                rows.Add($"{name} {row.PartitionKey}/{row.RowKey} {row.ETag}");
        }

        return [.. rows];
    }
}
