using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace LeerId.Testing;

/// <summary>
/// Records the events that libraries write to event sources instead of loggers. It records all levels of the sources whose name begins with one
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
            EnableIfMatching(source);
    }

    public string AllText => string.Join('\n', _events);

    // The base constructor already calls this for each source, before the prefixes are set. So the constructor above asks for these sources again.
    protected override void OnEventSourceCreated(EventSource eventSource) => EnableIfMatching(eventSource);

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        _events.Enqueue($"{eventData.EventSource.Name} {eventData.EventName} {string.Join(' ', eventData.Payload ?? [])}");
    }

    private void EnableIfMatching(EventSource source)
    {
        if (_prefixes is not null && Array.Exists(_prefixes, prefix => source.Name.StartsWith(prefix, StringComparison.Ordinal)))
            EnableEvents(source, EventLevel.Verbose, EventKeywords.All);
    }
}
