namespace LeerId.Secrets.Inventory;

/// <summary>A secret that the app uses with its present settings.</summary>
/// <param name="Name">Its name in the vault.</param>
/// <param name="Use">What it is for, in Dutch.</param>
/// <param name="Form">The form of a key that the app can make itself; null for a secret that comes from outside.</param>
public sealed record UsedSecret(string Name, string Use, KeyForm? Form)
{
    /// <summary>
    /// Whether data depend on it for years, so that none of its enabled versions may expire: pupils would no longer be recognised, or a restriction would
    /// no longer hold.
    /// </summary>
    public bool MustNotExpire { get; init; }
}
