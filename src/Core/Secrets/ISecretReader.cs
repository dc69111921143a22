namespace LeerId.Secrets;

/// <summary>Reads secrets from where they are kept: Key Vault, or configuration where there is no vault.</summary>
public interface ISecretReader
{
    /// <summary>The usable versions of a secret.</summary>
    /// <exception cref="SecretMissingException">There is no such secret.</exception>
    /// <exception cref="Azure.RequestFailedException">The vault refused or did not answer.</exception>
    Task<SecretVersions> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>The usable versions of a secret, and every older one that is still enabled: <see cref="SecretVersions.Older"/>.</summary>
    /// <exception cref="SecretMissingException">There is no such secret.</exception>
    /// <exception cref="Azure.RequestFailedException">The vault refused or did not answer.</exception>
    Task<SecretVersions> ReadAllAsync(string name, CancellationToken cancellationToken);

    /// <summary>The enabled versions of a secret, the newest first, with the moments at which each was made and expires. Values are not read.</summary>
    /// <exception cref="SecretMissingException">There is no such secret.</exception>
    /// <exception cref="Azure.RequestFailedException">The vault refused or did not answer.</exception>
    Task<IReadOnlyList<SecretVersion>> ListAsync(string name, CancellationToken cancellationToken);
}

/// <summary>An enabled version of a secret.</summary>
/// <param name="CreatedAt">When it was made, UTC; null when that is not known.</param>
/// <param name="ExpiresAt">When it expires, UTC; null when it does not.</param>
public sealed record SecretVersion(DateTimeOffset? CreatedAt, DateTimeOffset? ExpiresAt);

/// <summary>A secret is there and not in the form it must have. The message names it and never gives a value.</summary>
public sealed class SecretMalformedException(string name)
    : Exception($"The secret '{name}' is not in the form it must have; see docs/operations.md.");

/// <summary>A secret that a feature needs is not there. The message names it and never gives a value.</summary>
public sealed class SecretMissingException(string name, string where)
    : Exception($"The secret '{name}' is not set ({where}).");
