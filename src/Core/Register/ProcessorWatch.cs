using LeerId.Notices;
using Microsoft.Extensions.Options;

namespace LeerId.Register;

/// <summary>Has both officers told when the processors in the settings change (protocol, article 9). The hourly requeue of notices runs it.</summary>
internal sealed class ProcessorWatch(IOptions<RegisterOptions> register, ProcessorNotices notices) : IDueNotices
{
    public Task RegisterAsync(CancellationToken cancellationToken) => notices.InformAsync(
        [
            .. register.Value.Processors.Values.Select(processor => new KnownProcessor(
                processor.Name.Trim(), processor.Service.Trim(), processor.Country, processor.Agreement.Trim(), processor.SinceDay!.Value)),
        ],
        cancellationToken);
}
