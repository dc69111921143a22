using LeerId.Text;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>Logs that the certificate of DOV's officer has expired, or expires within 60 days. An alert watches these log lines.</summary>
public sealed partial class OfficerCertificateWatch(IdentityEncryption encryption, TimeProvider clock, ILogger<OfficerCertificateWatch> logger)
{
    private static readonly TimeSpan Warning = TimeSpan.FromDays(60);

    /// <summary>Checks the certificate. The nightly check of the secrets calls this.</summary>
    public void Check()
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (encryption.ExpiresAt is not { } end || end - now > Warning)
            return;
        if (now > end)
            LogExpired(end);
        else
            LogExpires(end);
    }

    [LoggerMessage(
        EventId = 4030, Level = LogLevel.Warning, Message = "The certificate in Dpo:DovCertificate expires at {End}: ask DOV's officer for the next one")]
    private partial void LogExpires(LoggedMoment end);

    [LoggerMessage(
        EventId = 4031, Level = LogLevel.Error,
        Message = "The certificate in Dpo:DovCertificate expired at {End}: notices about one pupil are mailed without the encrypted part")]
    private partial void LogExpired(LoggedMoment end);
}
