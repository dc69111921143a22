using System.Security.Cryptography;
using System.Text;
using LeerId.Applications;
using LeerId.Secrets;
using LeerId.Students;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Provider;

/// <summary>
/// The pairwise <c>sub</c> of a pupil at an application (OpenID Connect Core, section 8.1): HMAC-SHA-256 with the secret <c>subject-key</c> (base64, 32 bytes
/// or more) over the application's sector and the pupil's leer_id_uuid, or the account_uuid of a pupil without one. Applications of different publishers
/// can't compare their pupils. The secret is never rotated, because applications know their pupils by these values.
/// </summary>
public sealed class SubjectIdentifiers(ISecretReader secrets, TimeProvider clock, ILogger<SubjectIdentifiers> logger)
{
    internal const string SecretName = "subject-key";

    private const int MinimumKeyBytes = 32;

    private readonly SecretKey<byte[]> _secret = new(secrets, SecretName, ParseKey, clock, logger);

    /// <summary>Reads the secret, unless it is in memory.</summary>
    internal async ValueTask ReadSecretAsync(CancellationToken cancellationToken) => await _secret.GetAsync(cancellationToken);

    /// <summary>The pairwise identifier of a pupil: 43 characters of base64url.</summary>
    /// <exception cref="ArgumentException">The pupil has neither a leer_id_uuid nor an account_uuid.</exception>
    /// <exception cref="SecretMissingException">There is no <c>subject-key</c>.</exception>
    public async ValueTask<string> OfAsync(Application application, Student student, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(student);
        string own = student.LeerIdUuid is { } leerId ? Text(leerId) : Account(student.AccountUuid
            ?? throw new ArgumentException("A pupil without leer_id_uuid and account_uuid has no subject identifier.", nameof(student)));
        return Compute((await _secret.GetAsync(cancellationToken)).Current, application, own);
    }

    /// <summary>
    /// The claim <c>former_sub</c>: the identifiers that the accounts of an identified pupil had, or would have had, before the identification. Empty for a
    /// pupil who is not identified.
    /// </summary>
    /// <exception cref="SecretMissingException">There is no <c>subject-key</c>.</exception>
    public async ValueTask<IReadOnlyList<string>> FormerAsync(Application application, Student student, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(student);
        if (student.LeerIdUuid is null)
            return [];
        byte[] key = (await _secret.GetAsync(cancellationToken)).Current;
        return [.. student.Accounts.Select(account => Compute(key, application, Account(account)))];
    }

    private static string Compute(byte[] key, Application application, string value) =>
        Base64UrlEncoder.Encode(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{application.Sector}\n{value}")));

    private static string Account(Guid uuid) => $"account:{Text(uuid)}";

    private static string Text(Guid uuid) => uuid.ToString("D");

    private static byte[] ParseKey(string base64) => Convert.FromBase64String(base64) is { Length: >= MinimumKeyBytes } key
        ? key
        : throw new FormatException("Too short.");
}
