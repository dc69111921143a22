using System.Globalization;
using Azure.Data.Tables;
using LeerId.Hosting;
using LeerId.Runs;
using LeerId.Staff.Confidentiality;
using LeerId.Storage;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Staff;

/// <summary>Acceptances of the text on confidentiality: the person, the version and the period of validity.</summary>
public sealed class ConfidentialityTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Person = "00000001-0000-0000-0000-000000000001";
    private const string Other = "00000002-0000-0000-0000-000000000001";
    private const string Standard = "standard-2";

    private readonly FakeTimeProvider _clock = new(Moment("2026-09-01T06:30:00Z"));
    private readonly LogCapture _logs = new();
    private readonly List<ServiceProvider> _apps = [];
    private StorageProxy? _storage;

    private StorageProxy Storage => _storage!;

    private TableClient Table => new(Storage.ConnectionString, "Acknowledgements");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _storage = await StorageProxy.StartAsync(azurite.NewAccount());

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceProvider app in _apps)
            await app.DisposeAsync();
        _logs.Dispose();
        if (_storage is not null)
            await _storage.DisposeAsync();
    }

    [Fact]
    public async Task Person_without_an_acceptance_has_not_accepted()
    {
        ConfidentialityStatus status = await App().ReadAsync(Person, Cancel);

        Assert.Equal((Standard, null, null, false), (status.Version, status.AcceptedAt, status.GoodUntil, status.IsAccepted));
        Assert.StartsWith("Ik gebruik gegevens van leerlingen alleen voor mijn taak", status.Text, StringComparison.Ordinal);
    }

    [Theory]
    // The day changes at 22.00 UTC in summer, and at 23.00 UTC in winter.
    [InlineData("2026-09-01T06:30:00Z", "2027-09-01", "2027-09-01T21:59:59Z", "2027-09-01T22:00:00Z")]
    [InlineData("2026-09-01T22:00:00Z", "2027-09-02", "2027-09-02T21:59:59Z", "2027-09-02T22:00:00Z")]
    [InlineData("2026-12-31T23:30:00Z", "2028-01-01", "2028-01-01T22:59:59Z", "2028-01-01T23:00:00Z")]
    [InlineData("2028-02-29T12:00:00Z", "2029-02-28", "2029-02-28T22:59:59Z", "2029-02-28T23:00:00Z")]
    public async Task Acceptance_is_valid_for_a_year_in_Brussels_days(string accepted, string until, string last, string over)
    {
        StaffConfidentiality app = App();
        _clock.SetUtcNow(Moment(accepted));
        ConfidentialityStatus status = Accepted(await AcceptAsync(app));
        Assert.Equal((Moment(accepted), DateOnly.Parse(until, CultureInfo.InvariantCulture), true), (status.AcceptedAt, status.GoodUntil, status.IsAccepted));

        _clock.SetUtcNow(Moment(last));
        Assert.True(await app.IsAcceptedAsync(Person, Cancel));
        Assert.False(await app.IsAcceptedAsync(Other, Cancel));
        _clock.SetUtcNow(Moment(over));
        Assert.False(await app.IsAcceptedAsync(Person, Cancel));

        Assert.True(Accepted(await AcceptAsync(app)).IsAccepted);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task New_version_must_be_accepted_again_and_earlier_acceptances_are_kept()
    {
        await AcceptAsync(App());
        StaffConfidentiality next = App(("Confidentiality:Version", "standard-2.1"), ("Confidentiality:Text", " Zwijgen is goud. "));

        ConfidentialityStatus status = await next.ReadAsync(Person, Cancel);
        Assert.Equal(("Zwijgen is goud.", null, false), (status.Text, status.AcceptedAt, status.IsAccepted));
        Assert.True(Accepted(await AcceptAsync(next, "standard-2.1")).IsAccepted);

        Assert.Equal(2, await CountAsync());
        // If the former text is restored, earlier acceptances of that text are valid again.
        Assert.True(await App().IsAcceptedAsync(Person, Cancel));
    }

    [Theory]
    [InlineData("standard-1")]
    [InlineData("Standard-1")]
    [InlineData("standard-2 ")]
    public async Task Acceptance_of_another_version_is_not_recorded(string version)
    {
        AcceptanceOutcome outcome = await AcceptAsync(App(), version);
        Assert.Equal(Standard, Assert.IsType<AcceptanceOutcome.NotCurrent>(outcome).Current);
        Assert.False(await App().IsAcceptedAsync(Person, Cancel));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public async Task Without_a_version_nothing_is_recorded(string? version)
    {
        Assert.IsType<AcceptanceOutcome.VersionMissing>(await AcceptAsync(App(), version));
        Assert.False(await App().IsAcceptedAsync(Person, Cancel));
    }

    [Fact]
    public async Task Accepting_twice_on_a_day_is_recorded_once_and_on_the_next_day_again()
    {
        StaffConfidentiality app = App();
        await AcceptAsync(app);
        _clock.SetUtcNow(Moment("2026-09-01T21:59:00Z"));
        Assert.Equal(Moment("2026-09-01T06:30:00Z"), Accepted(await AcceptAsync(app)).AcceptedAt);
        Assert.Equal(1, await CountAsync());

        _clock.SetUtcNow(Moment("2026-09-01T22:00:00Z"));
        Assert.Equal(Moment("2026-09-01T22:00:00Z"), Accepted(await AcceptAsync(app)).AcceptedAt);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task List_has_every_acceptance_and_says_which_are_valid_today()
    {
        StaffConfidentiality app = App();
        await AcceptAsync(app);
        _clock.SetUtcNow(Moment("2027-09-01T06:30:00Z"));
        await app.AcceptAsync(new AcceptanceRequest { Version = Standard }, Other, Cancel);
        _clock.SetUtcNow(Moment("2027-09-02T06:30:00Z"));

        Assert.Equal([(Other, true), (Person, false)], await ListAsync(app));
        Assert.Equal([(Other, false), (Person, false)], await ListAsync(App(("Confidentiality:Version", "2"), ("Confidentiality:Text", "Zwijg."))));

        static async Task<IEnumerable<(string, bool)>> ListAsync(StaffConfidentiality app) =>
            (await app.ListAsync(Cancel)).Select(listed => (listed.Acceptance.ObjectId, listed.IsValid));
    }

    [Fact]
    public async Task An_acceptance_whose_answer_is_lost_counts_once()
    {
        StaffConfidentiality app = App();
        await app.IsAcceptedAsync(Person, Cancel);
        int writes = 0;
        Storage.LosesAnswer = request => request.StartsWith("POST Acknowledgements", StringComparison.Ordinal) && Interlocked.Increment(ref writes) == 1;

        Assert.True(Accepted(await AcceptAsync(app)).IsAccepted);

        Assert.Equal(2, writes);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Check_reads_storage_once_and_then_uses_the_memory_of_the_instance()
    {
        StaffConfidentiality app = App();
        for (int day = 0; day < 5; day++)
        {
            await AcceptAsync(app);
            _clock.Advance(TimeSpan.FromDays(1));
        }

        StaffConfidentiality instance = App();
        await instance.IsAcceptedAsync(Other, Cancel);
        Storage.Requests.Clear();
        Assert.True(await instance.IsAcceptedAsync(Person, Cancel));
        Assert.True(await instance.IsAcceptedAsync(Person, Cancel));

        Assert.Equal(["GET Acknowledgements()"], Storage.Requests);
    }

    [Fact]
    public async Task Unavailable_storage_counts_as_no_acceptance_unless_the_instance_remembers_one()
    {
        StaffConfidentiality knows = App(), other = App();
        await AcceptAsync(knows);
        Storage.Intercept = _ => StorageProxy.Refuse;
        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => other.IsAcceptedAsync(Person, Cancel).AsTask());
        Assert.True(await knows.IsAcceptedAsync(Person, Cancel));
    }

    [Fact]
    public async Task Unreadable_row_is_no_acceptance()
    {
        await AcceptAsync(App());
        TableEntity row = await Table.QueryAsync<TableEntity>(cancellationToken: Cancel).SingleAsync(Cancel);
        await Table.UpdateEntityAsync(new TableEntity(row.PartitionKey, row.RowKey) { ["At"] = "gisteren" }, Azure.ETag.All, cancellationToken: Cancel);

        Assert.False(await App().IsAcceptedAsync(Person, Cancel));

        Assert.Contains(Person, Assert.Single(_logs.Entries, entry => entry.EventId.Id == 9012).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acceptances_are_deleted_when_their_retention_period_after_expiry_ends()
    {
        await AcceptAsync(App());
        _clock.Advance(TimeSpan.FromDays(1));
        await AcceptAsync(App());
        IPrunedRecords records = _apps[0].GetServices<IPrunedRecords>().Single(records => records.Table == TableName.Acknowledgements);
        DateTimeOffset closed = Moment("2027-09-01T22:00:00Z");

        RunCounts before = new(), after = new();
        await records.PruneAsync(closed, before, Cancel);
        Assert.Equal(2, await CountAsync());
        await records.PruneAsync(closed.AddTicks(1), after, Cancel);

        TableEntity left = await Table.QueryAsync<TableEntity>(cancellationToken: Cancel).SingleAsync(Cancel);
        Assert.Equal(Moment("2026-09-02T06:30:00Z"), left.GetDateTimeOffset("At"));
        Assert.Equal((2L, 1L, 0L), Counted(after));
    }

    private static (long Examined, long Deleted, long Failed) Counted(RunCounts counts)
    {
        RunRecord record = counts.AddTo(new RunRecord { Job = "test", StartedAt = default, Version = "" });
        return (record.Examined, record.Deleted, record.Failed);
    }

    private static ConfidentialityStatus Accepted(AcceptanceOutcome outcome) => Assert.IsType<AcceptanceOutcome.Accepted>(outcome).Status;

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static Task<AcceptanceOutcome> AcceptAsync(StaffConfidentiality app, string? version = Standard) =>
        app.AcceptAsync(new AcceptanceRequest { Version = version }, Person, Cancel);

    private async Task<int> CountAsync() => await Table.QueryAsync<TableEntity>(cancellationToken: Cancel).CountAsync(Cancel);

    private StaffConfidentiality App(params (string Name, string Value)[] settings)
    {
        ServiceProvider app = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(_logs))
            .AddTestClock(_clock)
            .AddLeerId(TestConfiguration.On(
                Storage.ConnectionString, settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value))))
            .BuildServiceProvider();
        _apps.Add(app);
        return app.GetRequiredService<StaffConfidentiality>();
    }
}
