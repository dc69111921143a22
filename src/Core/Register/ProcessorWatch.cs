using LeerId.Notices;
using Microsoft.Extensions.Options;

namespace LeerId.Register;

/// <summary>Informs both officers if the processors in the settings have changed (protocol, article 9). The hourly requeue of notices calls this.</summary>
internal sealed class ProcessorWatch(IOptions<RegisterOptions> register, ProcessorNotices notices) : IDueNotices
{
    public Task RegisterAsync(CancellationToken cancellationToken) => notices.InformAsync(
        [
            .. register.Value.Processors.Values.Select(processor => new KnownProcessor(
                processor.Name.Trim(), processor.Service.Trim(), processor.Country, processor.Agreement.Trim(), processor.SinceDay!.Value)),
        ],
        cancellationToken);
}
