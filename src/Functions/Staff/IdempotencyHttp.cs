using LeerId.Staff;
using Microsoft.Extensions.Primitives;

namespace LeerId.Functions.Staff;

/// <summary>
/// Reads the header <c>Idempotency-Key</c>. With it, a request that is repeated after a lost response creates no second record. Its value is the key, with or
/// without double quotes (draft-ietf-httpapi-idempotency-key-header).
/// </summary>
internal static class IdempotencyHttp
{
    public const string Header = "Idempotency-Key";

    private const string Marks = "-_.:+/=~";

    /// <summary>The problem of a key that was used with another body before.</summary>
    public static IResult KeyReused() => StaffHttp.Problem(
        StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "This Idempotency-Key was used for another body. Nothing is done.",
        [StaffHttp.Fault(Header, "was used for another body; use a new key for a new request")]);

    /// <summary>The key; null when the request has none.</summary>
    /// <exception cref="StaffRequestException">The request has several keys, or the key is invalid.</exception>
    public static string? IdempotencyKey(this HttpRequest request)
    {
        StringValues values = request.Headers[Header];
        if (values.Count == 0)
            return null;
        string key = values is [{ } value] ? value.Trim() : "";
        if (key is ['"', .., '"'] and { Length: > 1 })
            key = key[1..^1];
        bool isValid = key.Length is > 0 and <= IdempotentRequest.MaximumKeyLength
            && key.All(c => char.IsAsciiLetterOrDigit(c) || Marks.Contains(c, StringComparison.Ordinal));
        return isValid
            ? key
            : throw Refused(
                "idempotency-key-invalid", "The header Idempotency-Key is not valid. Nothing is done.",
                $"must be one key of 1 to {IdempotentRequest.MaximumKeyLength} letters, digits and {Marks}, such as a new UUID");
    }

    /// <summary>Refuses the header at an address that does not support it, because its sender expects that a repeated request does nothing.</summary>
    /// <exception cref="StaffRequestException">The request has the header.</exception>
    public static void RefuseIdempotencyKey(this HttpRequest request, bool showsPersonalData)
    {
        if (request.Headers.ContainsKey(Header))
            throw Refused(
                "idempotency-key-not-taken", "This address does not support the header Idempotency-Key. Nothing is done.",
                showsPersonalData
                    ? "is not supported here, because the response contains personal data; send the request without it"
                    : "is not supported here, because the request creates no record; send the request without it");
    }

    private static StaffRequestException Refused(string slug, string title, string fault) =>
        new(StatusCodes.Status400BadRequest, slug, title, [StaffHttp.Fault(Header, fault)]);
}
