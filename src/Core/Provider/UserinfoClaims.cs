using LeerId.Applications;
using LeerId.Restrictions;
using LeerId.Retention;
using LeerId.Students;
using Microsoft.Extensions.Logging;

namespace LeerId.Provider;

/// <summary>
/// The claims at the userinfo endpoint (OpenID Connect Core, section 5.4): the protocol's seven data (article 3), by scope, from the snapshot. Claims have
/// their standard names if those exist, and otherwise the protocol's names.
/// </summary>
public sealed partial class UserinfoClaims(
    StudentStore students, StudentKeys keys, RestrictionList restrictions, SubjectIdentifiers subjects, RetentionPolicy policy,
    ILogger<UserinfoClaims> logger)
{
    /// <summary>The scope that gives the name and the username.</summary>
    public const string ProfileScope = "profile";

    /// <summary>The scope that gives LeerID's identifiers and the schools.</summary>
    public const string LeerIdScope = "leerid";

    /// <summary>Every claim other than <c>sub</c>, for the provider's metadata.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "former_sub", "given_name", "family_name", "preferred_username", "leer_id_uuid", "account_uuid", "historiek_account_uuid", "instellingsnummer",
    ];

    /// <summary>
    /// The claims other than <c>sub</c>: texts and lists of texts, without data that LeerID did not give. Null when no data of the pupil are kept any more,
    /// when the pupil was restricted since the sign-in (GDPR, article 18), and when the snapshot is of an earlier sign-in, whose write came too late.
    /// </summary>
    /// <param name="key">The pseudonym under which the snapshot is stored.</param>
    /// <param name="signedInAt">The moment of the sign-in for which the access token was issued, UTC.</param>
    /// <param name="application">The application that asks.</param>
    /// <param name="scopes">The scopes of the access token.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InvalidDataException">The snapshot can't be read.</exception>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<IReadOnlyDictionary<string, object>?> FindAsync(
        StudentKey key, DateTimeOffset signedInAt, Application application, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        if (await students.FindAsync(key, cancellationToken) is not { Student: { } student } snapshot)
            return null;
        // Two sign-ins at the same moment may be stored in either order. A larger difference means that an older write came too late.
        if (snapshot.SignedInAt < signedInAt - StudentStore.StoringTime)
        {
            long seconds = (long)Math.Round((signedInAt - snapshot.SignedInAt).TotalSeconds);
            LogOlderSnapshot(seconds);
            return null;
        }

        if (await restrictions.HoldsAsync((await keys.ForAsync(student, cancellationToken)).All.Prepend(key), cancellationToken))
            return null;

        Dictionary<string, object> claims = [];
        if (await subjects.FormerAsync(application, student, cancellationToken) is { Count: > 0 } former)
            claims["former_sub"] = former;
        if (scopes.Contains(ProfileScope))
        {
            Add("given_name", student.Voornaam);
            Add("family_name", student.Naam);
            Add("preferred_username", policy.KeepsUsernames ? student.Gebruikersnaam : null);
        }

        if (scopes.Contains(LeerIdScope))
        {
            Add("leer_id_uuid", student.LeerIdUuid?.ToString("D"));
            Add("account_uuid", student.AccountUuid?.ToString("D"));
            claims["historiek_account_uuid"] = student.HistoriekAccountUuid.Select(uuid => uuid.ToString("D")).ToArray();
            claims["instellingsnummer"] = student.Instellingsnummers.Select(number => number.ToString()).ToArray();
        }

        return claims;

        void Add(string name, string? value)
        {
            if (value is not null)
                claims[name] = value;
        }
    }

    [LoggerMessage(
        EventId = 1106, Level = LogLevel.Warning,
        Message = "The snapshot of a pupil is {Seconds} seconds older than the sign-in of an access token, so the application got no claims")]
    private partial void LogOlderSnapshot(long seconds);
}
