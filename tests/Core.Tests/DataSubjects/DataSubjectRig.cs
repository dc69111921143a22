using Azure.Data.Tables;
using LeerId.DataSubjects;
using LeerId.Hosting;
using LeerId.LocalHost.StartPage;
using LeerId.PrivacyLog;
using LeerId.Runs;
using LeerId.Schools;
using LeerId.Staff;
using LeerId.Storage;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.DataSubjects;

/// <summary>What staff do with pupils' data, as the app wires it, on storage of its own, with a clock a test moves.</summary>
internal sealed class DataSubjectRig : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 9, 1, 6, 30, 0, TimeSpan.Zero);
    public static readonly string FormerKey = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());
    public static readonly string CurrentKey = Convert.ToBase64String(Enumerable.Repeat((byte)8, 32).ToArray());
    public static readonly StaffCaller Officer = new("00000002-0000-0000-0000-000000000001", StaffRole.Dpo, "dossier 2026-114");

    private readonly ServiceProvider _services;
    private readonly string _storage;

    public DataSubjectRig(string storage, params (string Name, string? Value)[] settings)
    {
        _storage = storage;
        Dictionary<string, string?> all = new()
        {
            ["Secrets:seal-key"] = SealKey,
            ["Secrets:student-key"] = CurrentKey,
            ["Applications:0:ClientId"] = "oefenapp",
            ["Applications:0:Name"] = "de oefenapp",
            ["Applications:0:RedirectUris:0"] = "https://application.example/callback",
            ["Acm:RedirectUri"] = "https://leerid.example/acm/callback",
            ["Dpo:Provider:Name"] = "Functionaris van de uitgever",
            ["Dpo:Provider:Telephone"] = "+32 2 555 01 01",
            ["Dpo:Provider:Mail"] = "dpo@uitgever.example",
            ["Dpo:Dov:Name"] = "Functionaris van DOV",
            ["Dpo:Dov:Telephone"] = "02 555 01 02",
            ["Dpo:Dov:Mail"] = "dpo@dov.example",
            ["Requests:Mail"] = "privacy@uitgever.example",
            // A look reads the log day by day, and here there are few days with entries.
            ["PrivacyLog:Period"] = "P1M",
        };
        foreach ((string name, string? value) in settings)
            all[name] = value;
        _services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddTestClock(Clock)
            .AddLeerId(TestConfiguration.On(storage, all))
            .BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(Now);

    public string SealKey { get; } = PrivacyLog.PrivacyLogRig.NewKey();

    public LogCapture Logs { get; } = new();

    public StudentLookup Lookup => Get<StudentLookup>();

    public StudentErasure Erasure => Get<StudentErasure>();

    private DevelopmentPrivacyLog Log => new(_services.GetRequiredKeyedService<StorageAccount>(StorageAccount.Students), Clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A table, to look into or to change behind the software's back.</summary>
    public TableClient Table(string name) => new(_storage, name);

    public static Guid LeerId(int pupil) => ScriptedAcm.LeerId(pupil);

    public static Guid Account(int number) => Guid.Parse($"5c21acc0-0000-4000-8000-{number:d12}");

    public static Student Identified(int pupil, int? account, params int[] history) => new()
    {
        LeerIdUuid = LeerId(pupil),
        AccountUuid = account is { } number ? Account(number) : null,
        HistoriekAccountUuid = [.. history.Select(Account)],
        Voornaam = "Proefvoornaam",
        Naam = "Proefnaam",
        Gebruikersnaam = "proef.gebruiker",
        Instellingsnummers = [SchoolNumber.Parse("012345")],
    };

    public static Student Temporary(int account) => new()
    {
        AccountUuid = Account(account),
        Voornaam = "Tijdelijk",
        Naam = "Proefnaam",
        Instellingsnummers = [SchoolNumber.Parse("012345")],
    };

    public static StudentRequest By(Student student) =>
        new() { LeerIdUuid = student.LeerIdUuid?.ToString(), AccountUuid = student.LeerIdUuid is null ? student.AccountUuid?.ToString() : null };

    public static StudentRequest ByAccount(int account) => new() { AccountUuid = Account(account).ToString() };

    /// <summary>Stores what a sign-in stores, and removes what it takes the place of unless that is to fail.</summary>
    public async Task<StudentKey> SignInAsync(Student student, bool removesSuperseded = true)
    {
        StudentKeySet keys = await Get<StudentKeys>().ForAsync(student, Cancel);
        await Get<StudentStore>().SaveAsync(keys.Own, student, Clock.GetUtcNow(), Cancel);
        if (removesSuperseded)
            await Get<StudentStore>().RemoveSupersededAsync(keys, Cancel);
        return keys.Own;
    }

    public Task<StudentSnapshot?> FindAsync(StudentKey key) => Get<StudentStore>().FindAsync(key, Cancel);

    public Task<StudentLookupOutcome> LookUpAsync(StudentRequest request) => Lookup.LookUpAsync(request, Officer, Cancel);

    public async Task<StudentDossier> FoundAsync(StudentRequest request) => Assert.IsType<StudentLookupOutcome.Found>(await LookUpAsync(request)).Dossier;

    public async Task<ErasureProof> EraseAsync(StudentRequest request) =>
        Assert.IsType<StudentErasureOutcome.Erased>(await Erasure.EraseAsync(request, Officer, Cancel)).Proof;

    public async Task<List<PrivacyLogEntry>> EntriesAsync(string action) =>
        [.. (await Log.ReadLatestAsync(100, Cancel)).Where(entry => entry.Action == action)];

    public async Task<List<RunRecord>> RunsAsync() => await Get<RunStore>().ListAsync(StudentErasure.Job, Cancel).ToListAsync(Cancel);

    public void Dispose()
    {
        _services.Dispose();
        Logs.Dispose();
    }
}
