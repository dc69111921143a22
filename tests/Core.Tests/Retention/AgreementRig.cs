using Azure.Data.Tables;
using LeerId.Core.Tests.DataSubjects;
using LeerId.Hosting;
using LeerId.Notices;
using LeerId.Retention;
using LeerId.Runs;
using LeerId.Schools;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Retention;

/// <summary>One instance of the app after the end of the agreement, with a clock that a test moves. Mails are delivered when a test says so.</summary>
internal sealed class AgreementRig : IDisposable
{
    public const string EndDate = "2027-06-30";

    /// <summary>30 June 2027 begins in Brussels.</summary>
    public static readonly DateTimeOffset End = new(2027, 6, 29, 22, 0, 0, TimeSpan.Zero);

    public static readonly DateOnly EndDay = new(2027, 6, 30);

    private readonly string _storage;
    private readonly ServiceProvider _services;

    public AgreementRig(string storage, DateTimeOffset now, params (string Name, string? Value)[] settings)
        : this(storage, new FakeTimeProvider(now), settings)
    {
    }

    public AgreementRig(string storage, FakeTimeProvider clock, params (string Name, string? Value)[] settings)
    {
        (_storage, Clock) = (storage, clock);
        Dictionary<string, string?> all = new()
        {
            ["Agreement:EndDate"] = EndDate,
            ["Secrets:seal-key"] = PrivacyLog.PrivacyLogRig.NewKey(),
            ["Secrets:student-key"] = DataSubjectRig.CurrentKey,
            ["Applications:0:ClientId"] = "oefenapp",
            ["Applications:0:Name"] = "de oefenapp",
            ["Applications:0:RedirectUris:0"] = "https://application.example/callback",
            ["Acm:RedirectUri"] = "https://leerid.example/acm/callback",
            ["Dpo:Provider"] = "dpo@uitgever.example",
            ["Dpo:Dov"] = "dpo@dov.example",
        };
        foreach ((string name, string? value) in settings)
            all[name] = value;
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Logs))
            .AddTestClock(Clock)
            .AddLeerId(TestConfiguration.On(storage, all))
            .BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; }

    public LogCapture Logs { get; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static StaffCaller Caller(StaffRole role, int person) => new($"0000000{person}-0000-0000-0000-000000000001", role, "");

    public async Task AddPupilsAsync(int count, DateTimeOffset? signedInAt = null)
    {
        for (int pupil = 1; pupil <= count; pupil++)
        {
            Student student = new() { LeerIdUuid = ScriptedAcm.LeerId(pupil), Naam = "Proefnaam", Instellingsnummers = [SchoolNumber.Parse("012345")] };
            StudentKey key = (await Get<StudentKeys>().ForAsync(student, Cancel)).Own;
            await Get<StudentStore>().SaveAsync(key, student, signedInAt ?? End.AddDays(-1), Cancel);
        }
    }

    public Task<long> PupilsAsync() => Get<StudentInventory>().CountAsync(Cancel);

    /// <summary>The hourly run.</summary>
    public Task RunAsync() => Get<AgreementEnd>().RunAsync(Cancel);

    /// <summary>The nightly sweep.</summary>
    public Task<RunRecord> SweepAsync() => Get<RetentionSweep>().RunAsync(Cancel);

    public Task RunAtAsync(DateTimeOffset moment)
    {
        Clock.SetUtcNow(moment);
        return RunAsync();
    }

    /// <summary>Runs once on each day before a moment, and moves the clock to the moment.</summary>
    public async Task PassDaysAsync(DateTimeOffset until)
    {
        for (Clock.Advance(TimeSpan.FromDays(1)); Clock.GetUtcNow() < until; Clock.Advance(TimeSpan.FromDays(1)))
            await RunAsync();
        Clock.AdjustTime(until);
    }

    public Task<AgreementStatus> StatusAsync() => Get<AgreementDestruction>().ReadAsync(Cancel);

    public async Task<DestructionPhase> PhaseAsync() => (await StatusAsync()).Phase;

    public Task<DestructionOutcome> ConfirmAsync(StaffRole role, int person, DateOnly? endDate = null) =>
        Get<AgreementDestruction>().ConfirmAsync(endDate ?? EndDay, Caller(role, person), Cancel);

    public Task<DestructionOutcome> CancelAsync(string? reason = "verkeerd getypt") =>
        Get<AgreementDestruction>().CancelAsync(reason, Caller(StaffRole.Operator, 3), Cancel);

    public Task<List<Notice>> AnnouncementsAsync() => Get<NoticeRegister>().ListAsync(NoticeKind.Agreement, Cancel).ToListAsync(Cancel).AsTask();

    /// <summary>Delivers every announcement that the provider's officer does not have, now.</summary>
    public async Task DeliverAsync()
    {
        foreach (Notice notice in (await AnnouncementsAsync()).Where(notice => notice.SentAt[NoticeRecipient.Provider] is null))
            Assert.True(await Get<NoticeRows>().TryMergeAsync(
                notice.Reference, Azure.ETag.All, new() { [NoticeRow.SentProperty(NoticeRecipient.Provider)] = Clock.GetUtcNow() }, Cancel));
    }

    public Task<List<RunRecord>> RunsAsync(string job) => Get<RunStore>().ListAsync(job, Cancel).ToListAsync(Cancel).AsTask();

    public int Logged(int eventId) => Logs.Entries.Count(entry => entry.EventId.Id == eventId);

    /// <summary>The table of runs, to change rows by hand.</summary>
    public TableClient RunTable => new(_storage, "Runs");

    public void Dispose()
    {
        _services.Dispose();
        Logs.Dispose();
    }
}
