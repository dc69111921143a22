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
/// Reads what every sign-in needs as soon as the app starts, beside whatever else starts, so that the first pupil doesn't wait for all of it.
/// What can't be read now is read by the first sign-in.
/// </summary>
internal sealed partial class WarmUp(IServiceProvider services, ILogger<WarmUp> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host makes this object before it validates the settings, so the services, which need valid ones, are made here.
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
            // Whoever reads it has logged why.
            return false;
        }
    }

    [LoggerMessage(EventId = 5002, Level = LogLevel.Information, Message = "Warmed up: {Done} of {All} things that a sign-in needs are in memory")]
    private partial void LogEnded(int done, int all);
}
