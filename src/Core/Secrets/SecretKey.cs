using LeerId.Caching;
using Microsoft.Extensions.Logging;

namespace LeerId.Secrets;

/// <summary>The usable versions of a key, parsed. A class, not a record, so that it never prints itself.</summary>
/// <param name="current">The version that signs, encrypts and derives.</param>
/// <param name="previous">The previous version; null when there is none.</param>
/// <param name="next">The next version; null when there is none.</param>
/// <param name="older">The versions before the previous one, the newest first; empty unless the secret is read with them.</param>
internal sealed class KeyVersions<T>(T current, T? previous, T? next, IReadOnlyList<T> older)
    where T : class
{
    /// <summary>The version that signs, encrypts and derives.</summary>
    public T Current { get; } = current;

    /// <summary>The previous and the next version, if they exist. They verify and decrypt only.</summary>
    public IReadOnlyList<T> Others { get; } = [.. new[] { previous, next }.OfType<T>()];

    /// <summary>The current version, then the others.</summary>
    public IReadOnlyList<T> All { get; } = [.. new[] { current, previous, next }.OfType<T>()];

    /// <summary>The versions before the previous one, the newest first; empty unless the secret is read with them.</summary>
    public IReadOnlyList<T> Older { get; } = older;

    /// <summary>Every version, the newest first.</summary>
    public IReadOnlyList<T> NewestFirst { get; } = [.. new[] { next, current, previous }.OfType<T>(), .. older];
}

/// <summary>The ages of a secret in memory that limit its use.</summary>
internal static class SecretLife
{
    public static readonly TimeSpan RefreshAfter = TimeSpan.FromMinutes(4);

    /// <summary>The age from which a caller waits for a new reading. While the vault answers, a disabled version is in use no longer than this.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);

    /// <summary>The maximum age of the secret when the vault does not answer.</summary>
    public static readonly TimeSpan UsableFor = TimeSpan.FromDays(1);
}

/// <summary>
/// A secret that is parsed into a key object and kept in memory. It is read again every five minutes, so that a rotation needs no restart. If the vault does
/// not answer, it is used for a day.
/// </summary>
internal sealed partial class SecretKey<T>
    where T : class
{
    private readonly ISecretReader _reader;
    private readonly string _name;
    private readonly Func<string, T> _parse;
    private readonly ILogger _logger;
    private readonly bool _withOlder;
    private readonly RefreshingValue<KeyVersions<T>> _keys;
    private SecretVersions? _parsed;
    private KeyVersions<T>? _last;

    public SecretKey(ISecretReader reader, string name, Func<string, T> parse, TimeProvider clock, ILogger logger, bool withOlder = false)
    {
        _reader = reader;
        _name = name;
        _parse = parse;
        _logger = logger;
        _withOlder = withOlder;
        _keys = new RefreshingValue<KeyVersions<T>>(LoadAsync, clock);
    }

    public ValueTask<KeyVersions<T>> GetAsync(CancellationToken cancellationToken) => _keys.GetAsync(cancellationToken);

    private async Task<Loaded<KeyVersions<T>>> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            SecretVersions versions = await (_withOlder ? _reader.ReadAllAsync(_name, cancellationToken) : _reader.ReadAsync(_name, cancellationToken));
            if (_last is null || _parsed is null || !_parsed.IsSameAs(versions))
            {
                _last = new KeyVersions<T>(
                    Parse(versions.Current), ParseAny(versions.Previous), ParseAny(versions.Next), [.. versions.Older.Select(ParseOlder).OfType<T>()]);
                _parsed = versions;
            }

            return new(_last, SecretLife.RefreshAfter, SecretLife.FreshFor, SecretLife.UsableFor);
        }
        catch (Exception exception)
        {
            LogNotRead(_name, exception);
            throw;
        }
    }

    private T? ParseAny(string? value) => value is null ? null : Parse(value);

    // Older versions make nothing new, so an unusable one must not stop those in use.
    private T? ParseOlder(string value)
    {
        try
        {
            return Parse(value);
        }
        catch (SecretMalformedException)
        {
            return null;
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
            throw new SecretMalformedException(_name);
        }
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Error, Message = "The secret {Name} could not be read")]
    private partial void LogNotRead(string name, Exception exception);
}
