using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LeerId.Testing;

/// <summary>Keeps everything that is logged, from Trace up, with state and scopes.</summary>
public sealed class LogCapture : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    /// <summary>All of it as text: what must not hold any personal data.</summary>
    public string AllText => string.Join('\n', _entries.Select(entry => entry.AllText));

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(LogCapture capture, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => capture._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            List<object?> scopes = [];
            capture._scopes.ForEachScope((scope, list) => list.Add(scope), scopes);
            capture._entries.Enqueue(new LogEntry(
                category,
                logLevel,
                eventId,
                formatter(state, exception),
                exception,
                state as IReadOnlyList<KeyValuePair<string, object?>> ?? [],
                scopes));
        }
    }
}

/// <summary>One log entry; the state is its named values.</summary>
public sealed record LogEntry(
    string Category,
    LogLevel Level,
    EventId EventId,
    string Message,
    Exception? Exception,
    IReadOnlyList<KeyValuePair<string, object?>> State,
    IReadOnlyList<object?> Scopes)
{
    public string AllText => string.Join(
        '\n',
        [Category, EventId.Name, Message, Exception?.ToString(), .. Pairs(State), .. Scopes.SelectMany(Texts)]);

    private static IEnumerable<string?> Texts(object? scope) =>
        scope is IEnumerable<KeyValuePair<string, object?>> pairs ? [scope.ToString(), .. Pairs(pairs)] : [scope?.ToString()];

    private static IEnumerable<string?> Pairs(IEnumerable<KeyValuePair<string, object?>> pairs) =>
        pairs.Select(pair => $"{pair.Key}={pair.Value}");
}
