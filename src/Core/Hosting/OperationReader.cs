using LeerId.Applications;
using LeerId.Evidence;
using LeerId.Notices;
using LeerId.Overview;
using LeerId.PrivacyLog.Seals;
using LeerId.Runs;
using LeerId.Secrets.Inventory;
using LeerId.Storage;
using LeerId.Text;
using Microsoft.Extensions.Configuration;

namespace LeerId.Hosting;

/// <summary>
/// Reads the state of the app for the operator, in Dutch: the deletions that wait for a confirmation, readiness, the runs of the timers, the seals, the
/// secrets that expire, and the applications. If a part can't be read, its section says so and the others are still shown, because the operator needs them
/// when something is wrong.
/// </summary>
public sealed class OperationReader(
    Readiness readiness, RunStore runs, HeldDeletions held, SealStore seals, PrivacyLogDays days, SecretExpiries secrets, IdentityEncryption encryption,
    ApplicationRegister applications, IConfiguration configuration, TimeProvider clock)
{
    private const int SealDays = 400;

    // The runs of an hourly job in two weeks fit on one page of the table.
    private static readonly TimeSpan FailuresOf = TimeSpan.FromDays(14);

    /// <summary>The deletions that wait for a confirmation or have one; empty if they can't be read, which their section says.</summary>
    public async Task<IReadOnlyList<HeldDeletion>> ReadHeldAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await held.ListAsync(cancellationToken);
        }
        catch (Exception exception) when (StorageFault.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    /// <summary>Every part. Nothing is thrown when storage, the vault or ACM does not answer.</summary>
    public async Task<IReadOnlyList<DocumentSection>> ReadAsync(CancellationToken cancellationToken) =>
    [
        .. await Task.WhenAll(
            OrUnreadAsync(HeldDeletionText.Title, HeldAsync, cancellationToken),
            ReadinessAsync(cancellationToken),
            OrUnreadAsync("Taken", RunsAsync, cancellationToken),
            OrUnreadAsync("Zegels van de privacylog", SealsAsync, cancellationToken),
            OrUnreadAsync("Geheimen en wanneer ze vervallen", SecretsAsync, cancellationToken)),
        OperationText.Applications(applications.All),
    ];

    private async Task<DocumentSection> HeldAsync(string title, CancellationToken cancellationToken) =>
        HeldDeletionText.Write(await held.ListAsync(cancellationToken), clock.GetUtcNow());

    private async Task<DocumentSection> ReadinessAsync(CancellationToken cancellationToken) =>
        OperationText.Readiness(await readiness.CheckAsync(cancellationToken), AppVersion.Text);

    private async Task<DocumentSection> RunsAsync(string title, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return OperationText.Runs(title, await Task.WhenAll(TimerJob.All.Select(async job =>
        {
            List<RunRecord> recent = [];
            await foreach (RunRecord run in runs.ListAsync(job.Name, cancellationToken))
            {
                recent.Add(run);
                if (run.StartedAt < now - FailuresOf)
                    break;
            }

            return new TimerRuns(job, configuration[job.Schedule], recent);
        })), now);
    }

    private async Task<DocumentSection> SealsAsync(string title, CancellationToken cancellationToken)
    {
        DateOnly last = days.LastFinished();
        List<SealedDay> found = await seals.ListAsync(last.AddDays(-SealDays), cancellationToken).ToListAsync(cancellationToken);
        return OperationText.Seals(title, found, last, clock.GetUtcNow());
    }

    private async Task<DocumentSection> SecretsAsync(string title, CancellationToken cancellationToken) =>
        OperationText.Secrets(title, await secrets.ReadAsync(cancellationToken), encryption.ExpiresAt, clock.GetUtcNow());

    private static async Task<DocumentSection> OrUnreadAsync(
        string title, Func<string, CancellationToken, Task<DocumentSection>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read(title, cancellationToken);
        }
        catch (Exception exception) when (StorageFault.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            return OperationText.Unread(title);
        }
    }
}
