using LeerId.OpenIdConnect;
using LeerId.PrivacyLog;
using LeerId.Restrictions;
using LeerId.Schools;
using LeerId.SignIn;
using LeerId.Students;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeerId.Hosting;

/// <summary>
/// Reads what every sign-in needs while the app starts, so that the first pupil doesn't wait for it. If something can't be read, the first sign-in reads it.
/// </summary>
internal sealed partial class WarmUp(IServiceProvider services, ILogger<WarmUp> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host creates this object before it validates the settings. The services need valid settings, so they are created here.
        Func<CancellationToken, ValueTask>[] reads =
        [
            services.GetRequiredKeyedService<ProviderMetadata>(AcmOptions.Provider).PreloadAsync,
            services.GetRequiredService<SchoolWhitelist>().PreloadAsync,
            services.GetRequiredService<RestrictionList>().PreloadAsync,
            services.GetRequiredService<StudentStore>().PrepareAsync,
            services.GetRequiredService<PrivacyLogStore>().PrepareAsync,
            .. services.GetRequiredService<SignInSecrets>().Reads.Select(secret => secret.Read),
        ];
        bool[] done = await Task.WhenAll(reads.Select(read => ReadAsync(read, stoppingToken)));
        int count = done.Count(isDone => isDone);
        LogEnded(count, done.Length);
    }

    private static async Task<bool> ReadAsync(Func<CancellationToken, ValueTask> read, CancellationToken cancellationToken)
    {
        try
        {
            await read(cancellationToken);
            return true;
        }
        catch (Exception)
        {
            // The reader has logged the reason.
            return false;
        }
    }

    [LoggerMessage(EventId = 5002, Level = LogLevel.Information, Message = "Warmed up: {Done} of {All} things that a sign-in needs are in memory")]
    private partial void LogEnded(int done, int all);
}
