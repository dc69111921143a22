using System.Security.Cryptography;
using System.Text;
using LeerId.Staff;

namespace LeerId.Disclosures;

/// <summary>
/// The number of a disclosure that is requested with an idempotency key. Rows of different receivers are in different partitions, where an insert does not
/// see a row with the same number: so the end of the number is the receiver's, and the beginning that of the request.
/// </summary>
internal static class DisclosureNumber
{
    private const int BeginningLength = 16;

    /// <summary>How the numbers of such a request begin, whatever its body says.</summary>
    public static string BeginningOf(IdempotencyMark mark) => mark.Id[..BeginningLength];

    /// <summary>The number: a ULID.</summary>
    public static string Of(IdempotencyMark mark, string receiver) => string.Concat(
        BeginningOf(mark), new Ulid(SHA256.HashData(Encoding.UTF8.GetBytes(receiver)).AsSpan(0, 16)).ToString().AsSpan(BeginningLength));
}
