using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace LeerId.Testing;

/// <summary>
/// Records events that libraries write to event sources and not to loggers: every level from Verbose, from sources whose names begin with one
/// of the prefixes.
/// </summary>
public sealed class EventCapture : EventListener
{
    private readonly ConcurrentQueue<string> _events = new();
    private readonly string[]? _prefixes;

    public EventCapture(params string[] prefixes)
    {
        _prefixes = prefixes;
        foreach (EventSource source in EventSource.GetSources())
            EnableIfWanted(source);
    }

    public string AllText => string.Join('\n', _events);

    // The base constructor calls this too, before the prefixes are set.
    protected override void OnEventSourceCreated(EventSource eventSource) => EnableIfWanted(eventSource);

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        _events.Enqueue($"{eventData.EventSource.Name} {eventData.EventName} {string.Join(' ', eventData.Payload ?? [])}");
    }

    private void EnableIfWanted(EventSource source)
    {
        if (_prefixes is not null && Array.Exists(_prefixes, prefix => source.Name.StartsWith(prefix, StringComparison.Ordinal)))
            EnableEvents(source, EventLevel.Verbose, EventKeywords.All);
    }
}
