using System.Security.Cryptography;
using System.Text;
using LeerId.Secrets;
using Microsoft.Extensions.Logging;

namespace LeerId.Students;

/// <summary>Makes student keys with the secret <c>student-key</c> (base64, 32 bytes or more).</summary>
public sealed class StudentKeys(ISecretReader secrets, TimeProvider clock, ILogger<StudentKeys> logger)
{
    internal const int MinimumKeyBytes = 32;

    private readonly SecretKey<byte[]> _secret = new SecretKey<byte[]>(secrets, SecretNames.StudentKey, ParseKey, clock, logger);

    /// <summary>Reads the secret, unless it is in memory.</summary>
    internal async ValueTask ReadSecretAsync(CancellationToken cancellationToken) => await _secret.GetAsync(cancellationToken);

    /// <summary>The keys under which a pupil's data are, or may still be.</summary>
    /// <exception cref="ArgumentException">The pupil has neither a leer_id_uuid nor an account_uuid.</exception>
    public async ValueTask<StudentKeySet> ForAsync(Student student, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(student);
        KeyVersions<byte[]> keys = await _secret.GetAsync(cancellationToken);

        string own = student.LeerIdUuid is { } leerId ? Text(leerId) : Account(student.AccountUuid
            ?? throw new ArgumentException("A pupil without leer_id_uuid and account_uuid has no key.", nameof(student)));

        List<StudentKey> superseded = [.. keys.Others.Select(key => Compute(key, own))];
        // Only an identified pupil takes over accounts: the old ones, and the present one if it was used before the
        // identification. A temporary account never does (article 3).
        if (student.LeerIdUuid is not null)
        {
            superseded.AddRange(from key in keys.All
                                from account in student.Accounts
                                select Compute(key, Account(account)));
        }

        return new StudentKeySet(Compute(keys.Current, own), superseded);
    }

    /// <summary>Every key under which something about a pupil can stand, that of now first.</summary>
    /// <exception cref="ArgumentException">The pupil has neither a leer_id_uuid nor an account_uuid.</exception>
    public async ValueTask<IReadOnlyList<StudentKey>> AllAsync(Student student, CancellationToken cancellationToken)
    {
        StudentKeySet keys = await ForAsync(student, cancellationToken);
        return [keys.Own, .. keys.Superseded];
    }

    /// <summary>
    /// The keys, as of now, of the accounts an identified pupil has or had; none for a pupil who is not identified, who is
    /// found under the account itself.
    /// </summary>
    internal async ValueTask<IReadOnlyList<StudentKey>> OfAccountsAsync(Student student, CancellationToken cancellationToken)
    {
        if (student.LeerIdUuid is null)
            return [];
        byte[] key = (await _secret.GetAsync(cancellationToken)).Current;
        return [.. student.Accounts.Select(account => Compute(key, Account(account)))];
    }

    private static StudentKey Compute(byte[] key, string value)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(value), hash);
        return StudentKey.FromHash(hash);
    }

    private static string Account(Guid uuid) => $"account:{Text(uuid)}";

    private static string Text(Guid uuid) => uuid.ToString("D");

    private static byte[] ParseKey(string base64) => Convert.FromBase64String(base64) is { Length: >= MinimumKeyBytes } key
        ? key
        : throw new FormatException("Too short.");
}

/// <summary>The keys of one pupil.</summary>
/// <param name="Own">The key the pupil's snapshot is stored under.</param>
/// <param name="Superseded">
/// Keys whose snapshots the pupil's own takes the place of: those of the accounts of an identified pupil, and the pupil's
/// own under another usable version of <c>student-key</c>.
/// </param>
public sealed record StudentKeySet(StudentKey Own, IReadOnlyList<StudentKey> Superseded);
