using Microsoft.Extensions.Logging;

namespace LeerId.Hosting;

/// <summary>The usable versions of a key, made ready for use.</summary>
/// <param name="Current">The one to sign, encrypt and derive with.</param>
/// <param name="Previous">The one before; null when there is none.</param>
internal sealed record KeyVersions<T>(T Current, T? Previous)
    where T : class
{
    /// <summary>The current key, then the previous one where there is one.</summary>
    public IReadOnlyList<T> All { get; } = Previous is null ? [Current] : [Current, Previous];
}

/// <summary>
/// A secret made into a key object once and kept, read again every five minutes so that a rotation needs no restart, and
/// used for a day more when the vault does not answer.
/// </summary>
internal sealed partial class SecretKey<T>
    where T : class
{
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan UsableFor = TimeSpan.FromDays(1);

    private readonly ISecretReader _reader;
    private readonly string _name;
    private readonly Func<string, T> _parse;
    private readonly ILogger _logger;
    private readonly RefreshingValue<KeyVersions<T>> _keys;
    private SecretVersions? _parsed;
    private KeyVersions<T>? _last;

    public SecretKey(ISecretReader reader, string name, Func<string, T> parse, TimeProvider clock, ILogger logger)
    {
        _reader = reader;
        _name = name;
        _parse = parse;
        _logger = logger;
        _keys = new RefreshingValue<KeyVersions<T>>(LoadAsync, clock);
    }

    public ValueTask<KeyVersions<T>> GetAsync(CancellationToken cancellationToken) => _keys.GetAsync(cancellationToken);

    private async Task<Loaded<KeyVersions<T>>> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            SecretVersions versions = await _reader.ReadAsync(_name, cancellationToken);
            if (_last is null || _parsed is null || _parsed.Current != versions.Current || _parsed.Previous != versions.Previous)
            {
                _last = new KeyVersions<T>(Parse(versions.Current), versions.Previous is null ? null : Parse(versions.Previous));
                _parsed = versions;
            }

            return new(_last, RefreshAfter, UsableFor, UsableFor);
        }
        catch (Exception exception)
        {
            LogNotRead(_name, exception);
            throw;
        }
    }

    private T Parse(string value)
    {
        try
        {
            return _parse(value);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or System.Security.Cryptography.CryptographicException)
        {
            // The inner exception is left out: it may quote the secret.
            throw new InvalidOperationException($"The secret '{_name}' is not in the form it must have; see docs/operations.md.");
        }
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Error, Message = "The secret {Name} could not be read")]
    private partial void LogNotRead(string name, Exception exception);
}
