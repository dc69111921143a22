using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace LeerId.Schools;

/// <summary>
/// The revision of one school's contract. A change names the revision that its editor saw, and is refused if the contract has another one. The revision is
/// a hash of the contract. Therefore it stays the same if an import doesn't change the school, although an import rewrites every row.
/// </summary>
public static class SchoolRevision
{
    /// <summary>The revision of a school that is not on the list.</summary>
    public const string NotOnList = "none";

    /// <summary>Matches any revision of a school that is on the list.</summary>
    public const string OnList = "*";

    // 120 bits make an accidental collision between two contracts of one school practically impossible. An attacker gains nothing from a collision.
    private const int Bytes = 15;

    /// <summary>Returns the revision: letters, digits, <c>-</c> and <c>_</c>.</summary>
    /// <param name="contract">The contract; null if the school is not on the list.</param>
    public static string Of(SchoolContract? contract)
    {
        if (contract is null)
            return NotOnList;
        // The order of former numbers has no meaning.
        SchoolContract ordered = contract with { FormerNumbers = [.. contract.FormerNumbers.Distinct().Order()] };
        byte[] hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(ordered, SchoolJson.Default.SchoolContract));
        return Base64Url.EncodeToString(hash.AsSpan(0, Bytes));
    }

    /// <summary>Whether a contract is the one that an editor saw.</summary>
    /// <param name="seen">The revision that the editor saw; null if the editor gives none.</param>
    /// <param name="present">The contract on the list; null if the school is not on it.</param>
    internal static bool Matches(string? seen, SchoolContract? present) => seen switch
    {
        null => true,
        OnList => present is not null,
        _ => seen == Of(present),
    };
}
