namespace LeerId.Storage;

/// <summary>The limits of waiting for storage.</summary>
/// <param name="Answer">The maximum time for one answer.</param>
/// <param name="Retries">The maximum number of retries.</param>
/// <param name="LastTry">
/// The time after the first try in which another one may begin, if storage answered with an error. If storage asks for a longer pause (<c>Retry-After</c>),
/// the request fails at once.
/// </param>
public sealed record StorageRetryOptions(TimeSpan Answer, int Retries, TimeSpan LastTry)
{
    /// <summary>
    /// The limits while a person waits: about ten times the usual time of Azure's answers. Three tries without an answer take less than ten seconds. A try
    /// that begins at the last permitted moment ends within ten seconds too.
    /// </summary>
    public static StorageRetryOptions Page { get; } = new(TimeSpan.FromSeconds(3), 2, TimeSpan.FromSeconds(6.5));

    /// <summary>
    /// The limits for long work, in which a page of a filtered query can take Azure five seconds. Staff wait for some of it, so errors of storage end it within
    /// ten seconds as well.
    /// </summary>
    public static StorageRetryOptions Unattended { get; } = new(TimeSpan.FromSeconds(30), 5, TimeSpan.FromSeconds(9));
}
