using System.Security.Cryptography;
using System.Text;
using LeerId.Staff;

namespace LeerId.Disclosures;

/// <summary>
/// The number of a disclosure that is requested with an idempotency key. Rows of different receivers are in different partitions, and an insert can't
/// detect the same number in another partition. Therefore the number begins with a part derived from the request, and ends with one derived from the
/// receiver.
/// </summary>
internal static class DisclosureNumber
{
    private const int BeginningLength = 16;

    /// <summary>Returns the first characters of the numbers of a request, which don't depend on its body.</summary>
    public static string BeginningOf(IdempotencyMark mark) => mark.Id[..BeginningLength];

    /// <summary>Returns the number: a ULID.</summary>
    public static string Of(IdempotencyMark mark, string receiver) => string.Concat(
        BeginningOf(mark), new Ulid(SHA256.HashData(Encoding.UTF8.GetBytes(receiver)).AsSpan(0, 16)).ToString().AsSpan(BeginningLength));
}
