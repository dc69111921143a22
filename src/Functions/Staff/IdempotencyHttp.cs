using LeerId.Staff;
using Microsoft.Extensions.Primitives;

namespace LeerId.Functions.Staff;

/// <summary>
/// The header <c>Idempotency-Key</c>, by which a request that is sent again after a lost answer creates nothing more. Its value is the key, between double
/// quotes or not (draft-ietf-httpapi-idempotency-key-header).
/// </summary>
internal static class IdempotencyHttp
{
    public const string Header = "Idempotency-Key";

    private const string Marks = "-_.:+/=~";

    /// <summary>The problem of a key that came with another body before.</summary>
    public static IResult KeyReused() => StaffHttp.Problem(
        StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "This Idempotency-Key was used for another body. Nothing is done.",
        [StaffHttp.Fault(Header, "was used for another body: take a new key for a new request")]);

    /// <summary>The key; null when the request has none.</summary>
    /// <exception cref="StaffRequestException">There are several, or it is not of the form that a key has.</exception>
    public static string? IdempotencyKey(this HttpRequest request)
    {
        StringValues values = request.Headers[Header];
        if (values.Count == 0)
            return null;
        string key = values is [{ } value] ? value.Trim() : "";
        if (key is ['"', .., '"'] and { Length: > 1 })
            key = key[1..^1];
        bool isValid = key.Length is > 0 and <= IdempotentRequest.LongestKey
            && key.All(c => char.IsAsciiLetterOrDigit(c) || Marks.Contains(c, StringComparison.Ordinal));
        return isValid
            ? key
            : throw Refused(
                "idempotency-key-invalid", "The header Idempotency-Key is not valid. Nothing is done.",
                $"must be one key of 1 to {IdempotentRequest.LongestKey} letters, digits and {Marks}, such as a new UUID");
    }

    /// <summary>Refuses the header at an address that does not take it: who sends it expects that a second request does nothing.</summary>
    /// <exception cref="StaffRequestException">The request has the header.</exception>
    public static void RefuseIdempotencyKey(this HttpRequest request, bool showsPersonalData)
    {
        if (request.Headers.ContainsKey(Header))
            throw Refused(
                "idempotency-key-not-taken", "This address does not take the header Idempotency-Key. Nothing is done.",
                showsPersonalData
                    ? "is not taken here, since the answer holds personal data; send the request without it"
                    : "is not taken here, since the request creates no record; send the request without it");
    }

    private static StaffRequestException Refused(string slug, string title, string fault) =>
        new(StatusCodes.Status400BadRequest, slug, title, [StaffHttp.Fault(Header, fault)]);
}
