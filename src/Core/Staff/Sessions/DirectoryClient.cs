using LeerId.Secrets;

namespace LeerId.Staff.Sessions;

/// <summary>The secret with which the staff console authenticates at the directory's token endpoint (RFC 6749, section 2.3.1).</summary>
public sealed class DirectoryClient(ISecretReader secrets)
{
    /// <summary>The name of the secret.</summary>
    public const string SecretName = "staff-client-secret";

    /// <summary>Reads the secret's current value. The console reads it at each sign-in, so that a new value needs no restart.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SecretMissingException">There is no such secret.</exception>
    /// <exception cref="Azure.RequestFailedException">The vault refused or did not answer.</exception>
    public async Task<string> ReadSecretAsync(CancellationToken cancellationToken) => (await secrets.ReadAsync(SecretName, cancellationToken)).Current;
}
