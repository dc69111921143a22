namespace LeerId.Storage;

/// <summary>How long to wait for storage.</summary>
/// <param name="Answer">For one answer.</param>
/// <param name="Retries">How often to try again.</param>
/// <param name="LastTry">
/// When storage answered that it can't: how long after the first try another one may begin. If storage asks for a longer pause (<c>Retry-After</c>),
/// the request fails at once.
/// </param>
public sealed record StoragePatience(TimeSpan Answer, int Retries, TimeSpan LastTry)
{
    /// <summary>
    /// While a person waits: an order of magnitude over Azure's usual answer. Three tries without an answer take less than ten seconds, and so does a try
    /// that begins as late as it may.
    /// </summary>
    public static StoragePatience Page { get; } = new(TimeSpan.FromSeconds(3), 2, TimeSpan.FromSeconds(6.5));

    /// <summary>
    /// For long work, in which a page of a filtered query can take Azure five seconds. Staff wait for some of it, so errors of storage end it within
    /// ten seconds as well.
    /// </summary>
    public static StoragePatience Unattended { get; } = new(TimeSpan.FromSeconds(30), 5, TimeSpan.FromSeconds(9));
}
