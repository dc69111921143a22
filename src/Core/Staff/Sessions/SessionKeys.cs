using System.Security.Cryptography;
using LeerId.Secrets;
using Microsoft.Extensions.Logging;

namespace LeerId.Staff.Sessions;

/// <summary>
/// The keys that encrypt the sessions of the staff console, derived from the secret <c>console-key</c> (base64, 32 bytes or more). Every instance of the app
/// reads the same secret, so that a session that one instance made is valid at the others.
/// </summary>
public sealed class SessionKeys(ISecretReader secrets, TimeProvider clock, ILogger<SessionKeys> logger)
{
    /// <summary>The name of the secret.</summary>
    public const string SecretName = "console-key";

    private readonly SecretKey<SessionKey> _key = new(secrets, SecretName, SessionKey.Parse, clock, logger);
    private KeyVersions<SessionKey>? _versions;

    /// <summary>The keys that were read last, the current one first; empty before the first reading.</summary>
    public IReadOnlyList<SessionKey> Accepted => _versions?.All ?? [];

    /// <summary>Raised when the keys have changed, and after the first reading.</summary>
    public event Action? Changed;

    /// <summary>Reads the secret, unless it is in memory.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SecretMissingException">There is no such secret.</exception>
    /// <exception cref="SecretMalformedException">The secret is not base64 of 32 bytes or more.</exception>
    /// <exception cref="Azure.RequestFailedException">The vault refused or did not answer.</exception>
    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        KeyVersions<SessionKey> versions = await _key.GetAsync(cancellationToken);
        if (ReferenceEquals(versions, _versions))
            return;
        _versions = versions;
        Changed?.Invoke();
    }
}

/// <summary>One key for sessions. A class, not a record, so that it never prints itself.</summary>
public sealed class SessionKey
{
    private const int MinimumBytes = 32;
    private const int MasterKeyBytes = 64;
    private const int IdBytes = 16;

    private readonly byte[] _masterKey;

    private SessionKey(Guid id, byte[] masterKey) => (Id, _masterKey) = (id, masterKey);

    /// <summary>Identifies the key in data that it encrypted. The id is derived from the secret, so that every instance has the same.</summary>
    public Guid Id { get; }

    /// <summary>A copy of the key, 64 bytes.</summary>
    public byte[] ToArray() => [.. _masterKey];

    internal static SessionKey Parse(string base64)
    {
        byte[] secret = Convert.FromBase64String(base64);
        return secret.Length < MinimumBytes
            ? throw new FormatException("Too short.")
            : new SessionKey(new Guid(Derive(secret, "id"u8, IdBytes)), Derive(secret, "master key"u8, MasterKeyBytes));
    }

    private static byte[] Derive(byte[] secret, ReadOnlySpan<byte> purpose, int bytes) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, bytes, info: [.. "staff console "u8, .. purpose]);
}
