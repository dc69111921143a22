using Azure.Data.Tables;

using LeerId.Functions.Retention;
using LeerId.Retention;
using LeerId.Runs;
using LeerId.Schools;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Functions.Tests.Retention;

/// <summary>The functions on their own storage account, with snapshots of known age.</summary>
public sealed class RetentionRig : IAsyncDisposable
{
    private readonly ScriptedAcm _acm;

    private RetentionRig(SignInRig rig, ScriptedAcm acm)
    {
        Rig = rig;
        _acm = acm;
        Sweep = rig.Host.Services.GetRequiredService<RetentionSweep>();
        Runs = rig.Host.Services.GetRequiredService<RunStore>();
    }

    public SignInRig Rig { get; }

    public RetentionSweep Sweep { get; }

    public RunStore Runs { get; }

    public ScriptedAcm Acm => _acm;

    public DateTimeOffset Now => Rig.Clock.GetUtcNow();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<RetentionRig> StartAsync(string storage, DateTimeOffset now, params (string Name, string Value)[] settings)
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider clock = new(now);
        ScriptedAcm acm = await ScriptedAcm.StartAsync(SignInRig.ClientId, clock);
        SignInRig rig = await SignInRig.StartAsync(
            storage, clock, settings.Append(("Acm:Issuer", acm.Issuer)).ToDictionary(s => s.Item1, s => (string?)s.Item2), Cancel);
        return new RetentionRig(rig, acm);
    }

    /// <summary>Stores a pupil's snapshot with the given moment of the last sign-in.</summary>
    public async Task<StudentKey> AddAsync(int pupil, DateTimeOffset signedInAt, string? username = "proef.gebruiker")
    {
        Student student = new()
        {
            LeerIdUuid = ScriptedAcm.LeerId(pupil),
            Voornaam = "Proefvoornaam",
            Naam = "Proefnaam",
            Gebruikersnaam = username,
            Instellingsnummers = [SchoolNumber.Parse("012345")],
        };
        StudentKey key = (await Rig.Keys.ForAsync(student, Cancel)).Own;
        await Rig.Students.SaveAsync(key, student, signedInAt, Cancel);
        return key;
    }

    public Task<StudentSnapshot?> FindAsync(StudentKey key) => Rig.Students.FindAsync(key, Cancel);

    /// <summary>The number of rows of a table; 0 if the table doesn't exist.</summary>
    public static async Task<int> CountAsync(string storage, string table = "Students")
    {
        TableClient client = new(storage, table);
        await client.CreateIfNotExistsAsync(Cancel);
        int count = 0;
        await foreach (TableEntity _ in client.QueryAsync<TableEntity>(select: ["PartitionKey"], cancellationToken: Cancel))
            count++;
        return count;
    }

    public async Task<RunRecord> LastRunAsync()
    {
        await foreach (RunRecord run in Runs.ListAsync(RetentionSweep.Job, Cancel))
            return run;
        throw new InvalidOperationException("There was no run.");
    }

    /// <summary>Fires a timer function, as its schedule would.</summary>
    public async Task<bool> FireAsync() => (await Rig.Host.FireTimerAsync(nameof(DeleteExpired), Cancel))!.Succeeded;

    public async Task<Answer> SignInAsync()
    {
        using Browser browser = new();
        Answer start = await browser.GetAsync(Rig.SignInAddress, Cancel);
        return start.Status != System.Net.HttpStatusCode.Found ? start : await browser.GetAsync(
            Rig.At($"/acm/callback?code={start.LocationParameter("nonce")}&state={start.LocationParameter("state")}"), Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Rig.DisposeAsync();
        await _acm.DisposeAsync();
    }
}
