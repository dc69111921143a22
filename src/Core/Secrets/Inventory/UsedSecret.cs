namespace LeerId.Secrets.Inventory;

/// <summary>A secret that the app uses with its present settings.</summary>
/// <param name="Name">Its name in the vault.</param>
/// <param name="Use">The use of the secret, in Dutch.</param>
/// <param name="Form">The form of a key that the app can make itself; null for a secret that somebody else issues.</param>
public sealed record UsedSecret(string Name, string Use, KeyForm? Form)
{
    /// <summary>
    /// Whether stored data depend on the secret for years, so that none of its enabled versions may expire. Otherwise pupils would no longer be recognised, or
    /// restrictions would no longer hold.
    /// </summary>
    public bool MustNotExpire { get; init; }
}
