using System.Globalization;
using System.Security.Claims;
using LeerId.Applications;
using LeerId.Provider;
using LeerId.SignIn;
using LeerId.Students;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace LeerId.Functions.Provider;

/// <summary>What an authorization code and an access token hold of a pupil: pseudonyms, and no name or uuid.</summary>
internal sealed class CodeClaims(SubjectIdentifiers subjects, TimeProvider clock)
{
    /// <summary>The pupil's pseudonym, under which the snapshot is stored.</summary>
    private const string Student = "student";

    // When the pupil was let in, in milliseconds since 1970: the snapshot that the claims come from must not be older.
    private const string SignedInAt = "signed_in_at";

    // The number of the log entry that the redemption of the code will be.
    private const string Entry = "entry";

    /// <summary>The content of a code for a pupil who was let in.</summary>
    public async ValueTask<ClaimsPrincipal> ForAsync(
        Application application, SignInOutcome.Granted granted, IEnumerable<string> scopes, CancellationToken cancellationToken)
    {
        ClaimsIdentity identity = new("leerid");
        identity.SetClaim(Claims.Subject, await subjects.OfAsync(application, granted.Student, cancellationToken));
        identity.SetClaim(Student, granted.Key.ToString());
        identity.SetClaim(SignedInAt, granted.At.ToUnixTimeMilliseconds());
        identity.SetClaim(Entry, Ulid.NewUlid(clock.GetUtcNow()).ToString());
        if (granted.AuthenticatedAt is { } at)
            identity.SetClaim(Claims.AuthenticationTime, at.ToUnixTimeSeconds());
        identity.SetScopes(scopes);
        identity.SetDestinations(claim => claim.Type switch
        {
            Claims.AuthenticationTime => [Destinations.IdentityToken],
            Student or SignedInAt => [Destinations.AccessToken],
            _ => [],
        });
        return new ClaimsPrincipal(identity);
    }

    /// <summary>
    /// Whether the pupil who was let in is the one that the application's hint names, if it sent one (OpenID Connect Core, section 3.1.2.2). A hint from
    /// before the pupil's identification names the same pupil.
    /// </summary>
    public async ValueTask<bool> IsHintedAsync(Application application, SignInOutcome.Granted granted, CancellationToken cancellationToken) =>
        granted.Request.HintedSubject is not { } hinted
        || hinted == await subjects.OfAsync(application, granted.Student, cancellationToken)
        || (await subjects.FormerAsync(application, granted.Student, cancellationToken)).Contains(hinted);

    /// <summary>Reads the pseudonym and the moment of the sign-in from an access token; false if it is none of ours.</summary>
    public static bool TryReadAccessToken(ClaimsPrincipal token, out StudentKey student, out DateTimeOffset signedInAt)
    {
        bool hasMoment = long.TryParse(token.GetClaim(SignedInAt), NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds);
        signedInAt = hasMoment ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return StudentKey.TryParse(token.GetClaim(Student), out student) && hasMoment;
    }

    /// <summary>Reads the pseudonym and the number of the log entry from a code; false if it is none of ours.</summary>
    public static bool TryRead(ClaimsPrincipal code, out StudentKey student, out Ulid entry)
    {
        entry = default;
        return StudentKey.TryParse(code.GetClaim(Student), out student) && Ulid.TryParse(code.GetClaim(Entry), out entry);
    }
}
