namespace LeerId.Secrets;

/// <summary>Reads secrets from Key Vault, or from the configuration when there is no vault.</summary>
public interface ISecretReader
{
    /// <summary>The usable versions of a secret.</summary>
    /// <exception cref="SecretMissingException">There is no such secret.</exception>
    /// <exception cref="Azure.RequestFailedException">The vault refused or did not answer.</exception>
    Task<SecretVersions> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>The usable versions of a secret, and in <see cref="SecretVersions.Older"/> every older version that is still enabled.</summary>
    /// <exception cref="SecretMissingException">There is no such secret.</exception>
    /// <exception cref="Azure.RequestFailedException">The vault refused or did not answer.</exception>
    Task<SecretVersions> ReadAllAsync(string name, CancellationToken cancellationToken);

    /// <summary>The enabled versions of a secret, the newest first, with the moments at which each was made and expires. No value is read.</summary>
    /// <exception cref="SecretMissingException">There is no such secret.</exception>
    /// <exception cref="Azure.RequestFailedException">The vault refused or did not answer.</exception>
    Task<IReadOnlyList<SecretVersion>> ListAsync(string name, CancellationToken cancellationToken);
}

/// <summary>An enabled version of a secret.</summary>
/// <param name="CreatedAt">When it was made, UTC; null when that is unknown.</param>
/// <param name="ExpiresAt">When it expires, UTC; null when it does not expire.</param>
public sealed record SecretVersion(DateTimeOffset? CreatedAt, DateTimeOffset? ExpiresAt);

/// <summary>Thrown when a secret exists but does not have the required form. The message has the name of the secret, never its value.</summary>
public sealed class SecretMalformedException(string name)
    : Exception($"The secret '{name}' does not have the required form; see docs/operations.md.");

/// <summary>Thrown when a required secret does not exist. The message has the name of the secret, never its value.</summary>
public sealed class SecretMissingException(string name, string where)
    : Exception($"The secret '{name}' is not set ({where}).");
