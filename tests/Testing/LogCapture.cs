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
            // All of it now: some states read from a request that is gone later.
            List<string?> texts = [category, eventId.Name, exception?.ToString(), .. Texts(state)];
            capture._scopes.ForEachScope((scope, list) => list.AddRange(Texts(scope)), texts);
            string message = formatter(state, exception);
            capture._entries.Enqueue(new LogEntry(category, logLevel, eventId, message, exception, string.Join('\n', [message, .. texts])));
        }

        private static IEnumerable<string?> Texts(object? values) => values is IEnumerable<KeyValuePair<string, object?>> pairs
            ? [values.ToString(), .. pairs.Select(pair => $"{pair.Key}={pair.Value}")]
            : [values?.ToString()];
    }
}

/// <summary>One log entry.</summary>
/// <param name="Category">Who logged.</param>
/// <param name="Level">How serious it is.</param>
/// <param name="EventId">Which event it is.</param>
/// <param name="Message">What a reader of the log sees.</param>
/// <param name="Exception">What was thrown; null when nothing was.</param>
/// <param name="AllText">The message and all that goes with it: category, exception, named values, scopes.</param>
public sealed record LogEntry(string Category, LogLevel Level, EventId EventId, string Message, Exception? Exception, string AllText);
