using System.Security.Cryptography;
using System.Text;
using LeerId.Secrets;
using Microsoft.Extensions.Logging;

namespace LeerId.Students;

/// <summary>Makes student keys with the secret <c>student-key</c> (base64, 32 bytes or more).</summary>
public sealed class StudentKeys(ISecretReader secrets, TimeProvider clock, ILogger<StudentKeys> logger)
{
    internal const int MinimumKeyBytes = 32;

    private const int VersionBytes = 8;

    // Older versions are read too, because a restriction is stored under the version with which it was made (docs/adr/0018).
    private readonly SecretKey<byte[]> _secret = new SecretKey<byte[]>(secrets, SecretNames.StudentKey, ParseKey, clock, logger, withOlder: true);

    /// <summary>Reads the secret, unless it is in memory.</summary>
    internal async ValueTask ReadSecretAsync(CancellationToken cancellationToken) => await _secret.GetAsync(cancellationToken);

    /// <summary>The keys under which a pupil's data are stored, or may still be stored.</summary>
    /// <exception cref="ArgumentException">The pupil has neither a leer_id_uuid nor an account_uuid.</exception>
    public async ValueTask<StudentKeySet> ForAsync(Student student, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(student);
        KeyVersions<byte[]> keys = await _secret.GetAsync(cancellationToken);

        string own = student.LeerIdUuid is { } leerId ? Text(leerId) : Account(student.AccountUuid
            ?? throw new ArgumentException("A pupil without leer_id_uuid and account_uuid has no key.", nameof(student)));

        // Only the snapshot of an identified pupil supersedes those of accounts: the old ones, and the present one if it was used
        // before the identification. A temporary account never does (article 3).
        string[] accounts = student.LeerIdUuid is null ? [] : [.. student.Accounts.Select(Account)];
        return new StudentKeySet(
            Compute(keys.Current, own),
            [
                .. keys.Others.Select(key => Compute(key, own)),
                .. from key in keys.All from account in accounts select Compute(key, account),
            ])
        {
            Older = [.. from key in keys.Older from value in accounts.Prepend(own) select Compute(key, value)],
        };
    }

    /// <summary>
    /// The keys of the accounts that an identified pupil has or had, under the current version of <c>student-key</c>. There are none for a pupil who is not
    /// identified, because that pupil's snapshot is stored under the account itself.
    /// </summary>
    internal async ValueTask<IReadOnlyList<StudentKey>> OfAccountsAsync(Student student, CancellationToken cancellationToken)
    {
        if (student.LeerIdUuid is null)
            return [];
        byte[] key = (await _secret.GetAsync(cancellationToken)).Current;
        return [.. student.Accounts.Select(account => Compute(key, Account(account)))];
    }

    /// <summary>Whether another version of <c>student-key</c> is in use besides the current one, so that snapshots can be stored under either.</summary>
    internal async ValueTask<bool> HasOtherVersionAsync(CancellationToken cancellationToken) =>
        (await _secret.GetAsync(cancellationToken)).Others.Count > 0;

    /// <summary>The id of the current version of <c>student-key</c>. It reveals nothing about the secret.</summary>
    internal async ValueTask<string> CurrentVersionAsync(CancellationToken cancellationToken) =>
        VersionOf((await _secret.GetAsync(cancellationToken)).Current);

    /// <summary>The ids of all versions of <c>student-key</c> that can be read, the newest first.</summary>
    internal async ValueTask<IReadOnlyList<string>> ReadableVersionsAsync(CancellationToken cancellationToken) =>
        [.. (await _secret.GetAsync(cancellationToken)).NewestFirst.Select(VersionOf)];

    private static string VersionOf(byte[] key) =>
        Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, VersionBytes, info: "student-key version"u8.ToArray()));

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
/// <param name="Own">The key under which the pupil's snapshot is stored.</param>
/// <param name="Superseded">
/// The keys of the snapshots that the pupil's own snapshot supersedes: those of the accounts of an identified pupil, and the pupil's
/// own key under another usable version of <c>student-key</c>.
/// </param>
public sealed record StudentKeySet(StudentKey Own, IReadOnlyList<StudentKey> Superseded)
{
    /// <summary>
    /// The same keys under older versions of <c>student-key</c> that are still enabled. Only restrictions are looked up under them, not snapshots.
    /// </summary>
    public IReadOnlyList<StudentKey> Older { get; init; } = [];

    /// <summary>Every key under which a snapshot of the pupil can be, the current one first.</summary>
    public IReadOnlyList<StudentKey> Present => [Own, .. Superseded];

    /// <summary>Every key under which a restriction of the pupil can be, the current one first.</summary>
    public IReadOnlyList<StudentKey> All => [Own, .. Superseded, .. Older];
}
