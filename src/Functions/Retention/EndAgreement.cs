using LeerId.Retention;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Retention;

/// <summary>Announces the destruction every day after the end of the agreement, starts it when it is due, and continues it every hour.</summary>
public sealed class EndAgreement(AgreementEnd end)
{
    [Function(nameof(EndAgreement))]
    public Task RunAsync([TimerTrigger("%Agreement:Schedule%")] TimerInfo timer, CancellationToken cancellationToken) => end.RunAsync(cancellationToken);
}
