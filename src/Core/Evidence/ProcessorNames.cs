using LeerId.DataSubjects;
using Microsoft.Extensions.Options;

namespace LeerId.Evidence;

/// <summary>The processors of the settings <c>Register:Processors</c>, for the pupil who asks.</summary>
internal sealed class ProcessorNames(IOptions<RegisterOptions> options) : IProcessorNames
{
    public IReadOnlyList<string> Names { get; } =
    [
        .. options.Value.Processors.OrderBy(processor => processor.Key, StringComparer.Ordinal)
            .Select(processor => $"{processor.Value.Name} ({processor.Value.Service})"),
    ];
}
