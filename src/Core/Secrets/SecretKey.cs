using LeerId.Caching;
using Microsoft.Extensions.Logging;

namespace LeerId.Secrets;

/// <summary>The usable versions of a key, made ready for use. A class, not a record, so that it never prints itself.</summary>
/// <param name="current">The one to sign, encrypt and derive with.</param>
/// <param name="previous">The one before; null when there is none.</param>
/// <param name="next">The one to come; null when there is none.</param>
/// <param name="older">Those before the one before, the newest first; none unless the secret is read with them.</param>
internal sealed class KeyVersions<T>(T current, T? previous, T? next, IReadOnlyList<T> older)
    where T : class
{
    /// <summary>The one to sign, encrypt and derive with.</summary>
    public T Current { get; } = current;

    /// <summary>The one before and the one to come, where there are: to accept, and never to use.</summary>
    public IReadOnlyList<T> Others { get; } = [.. new[] { previous, next }.OfType<T>()];

    /// <summary>The current key, then the others.</summary>
    public IReadOnlyList<T> All { get; } = [.. new[] { current, previous, next }.OfType<T>()];

    /// <summary>Those before the one before, the newest first; empty unless the secret is read with them.</summary>
    public IReadOnlyList<T> Older { get; } = older;

    /// <summary>Every version there is, in the order in which they were made.</summary>
    public IReadOnlyList<T> NewestFirst { get; } = [.. new[] { next, current, previous }.OfType<T>(), .. older];
}

/// <summary>How long a secret that was read serves.</summary>
internal static class SecretLife
{
    public static readonly TimeSpan RefreshAfter = TimeSpan.FromMinutes(4);

    /// <summary>From this age on a version that was disabled is out of use.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);

    /// <summary>How long it serves when the vault does not answer.</summary>
    public static readonly TimeSpan UsableFor = TimeSpan.FromDays(1);
}

/// <summary>
/// A secret made into a key object once and kept, read again every five minutes so that a rotation needs no restart, and
/// used for a day more when the vault does not answer.
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

    // Nothing new is made with an older version, so one that was never usable must not stop those in use.
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
