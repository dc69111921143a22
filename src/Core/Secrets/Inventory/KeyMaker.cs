using Azure;
using Microsoft.Extensions.Logging;

namespace LeerId.Secrets.Inventory;

/// <summary>
/// Makes the app's own keys during a first deployment, inside the closed network, so that nobody ever sees them. The vault lets the app do so only while
/// <c>scripts/create-keys.sh</c> runs. A secret that the vault has had before is never made again.
/// </summary>
/// <param name="inventory">The secrets in use.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
/// <param name="vault">The vault; null when the secrets are settings.</param>
internal sealed partial class KeyMaker(SecretInventory inventory, TimeProvider clock, ILogger<KeyMaker> logger, VaultSecrets? vault = null)
{
    private const int ValidYears = 2;

    private string _told = "";

    /// <summary>Makes the keys that are missing, in the order of the inventory. The log names each of them, and the secrets that are still missing.</summary>
    /// <returns>Whether the vault has every key that the app can make; false means that a later attempt is needed.</returns>
    public async Task<bool> MakeAsync(CancellationToken cancellationToken)
    {
        if (vault is null)
            return true;
        List<UsedSecret> missing = [];
        try
        {
            foreach (UsedSecret secret in inventory.All)
            {
                // After a refusal no later key is made, so that they are made in order.
                bool isRefused = missing.Any(earlier => earlier.Form is not null);
                if (!await vault.HasAsync(secret.Name, cancellationToken)
                    && (isRefused || secret.Form is not { } form || !await TryMakeAsync(vault, secret, form, cancellationToken)))
                    missing.Add(secret);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception);
            return false;
        }

        string names = string.Join(", ", missing.Select(secret => secret.Name));
        if (missing.Count > 0 && names != _told)
            LogMissing(names);
        _told = names;
        return missing.All(secret => secret.Form is null);
    }

    private async Task<bool> TryMakeAsync(VaultSecrets store, UsedSecret secret, KeyForm form, CancellationToken cancellationToken)
    {
        NewKey key = NewKey.Of(form);
        DateTimeOffset? expiresAt = secret.MustNotExpire ? null : clock.GetUtcNow().AddYears(ValidYears);
        try
        {
            if (await store.AddFirstAsync(secret.Name, key.Value, expiresAt, cancellationToken))
                LogMade(secret.Name, key.PublicHalf ?? "none");
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 403)
        {
            // The app has no right to store secrets, except during a first deployment.
            return false;
        }
    }

    [LoggerMessage(EventId = 5010, Level = LogLevel.Information, Message = "The app made the secret {Name}. Its public half: {PublicHalf}")]
    private partial void LogMade(string name, string publicHalf);

    [LoggerMessage(
        EventId = 5011, Level = LogLevel.Warning,
        Message = "The vault lacks secrets that the app uses: {Names}. Put in those that come from outside, and let scripts/create-keys.sh make the others")]
    private partial void LogMissing(string names);

    [LoggerMessage(EventId = 5012, Level = LogLevel.Error, Message = "Missing keys could not be made; the app tries again")]
    private partial void LogFailed(Exception exception);
}
