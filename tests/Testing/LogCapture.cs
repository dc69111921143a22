using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LeerId.Testing;

/// <summary>Records all log entries of every level, with their state and scopes.</summary>
public sealed class LogCapture : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    /// <summary>The text of all entries. Tests check that it contains no personal data.</summary>
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
            // The state is converted to text at once, because some states read from a request that won't exist later.
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
/// <param name="Category">The logger's category.</param>
/// <param name="Level">The severity.</param>
/// <param name="EventId">The id of the event.</param>
/// <param name="Message">The message as a reader of the log sees it.</param>
/// <param name="Exception">The exception; null if there was none.</param>
/// <param name="AllText">The message with its category, exception, named values and scopes.</param>
public sealed record LogEntry(string Category, LogLevel Level, EventId EventId, string Message, Exception? Exception, string AllText);
