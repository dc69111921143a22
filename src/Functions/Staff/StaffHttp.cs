using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeerId.Staff;
using LeerId.Staff.Admission;
using LeerId.Text;
using Microsoft.Net.Http.Headers;

namespace LeerId.Functions.Staff;

/// <summary>Admits the callers of the functions for staff, reads and writes bodies, and maps faults to Problem Details (RFC 9457).</summary>
internal static class StaffHttp
{
    private const int MaximumJsonBytes = 256 * 1024;
    private const string RetryAfterSeconds = "30";

    /// <summary>Every role of persons, for functions that all staff may use.</summary>
    public static StaffRole[] Persons { get; } = [.. Enum.GetValues<StaffRole>().Where(role => !role.IsForPrograms())];

    /// <summary>Runs a call of a member of staff who has one of the roles. The address has no parameters in its query.</summary>
    public static Task<IResult> ForStaffAsync(
        this HttpRequest request, StaffAccess access, StaffRole[] admits, Func<StaffCaller, Task<IResult>> act, CancellationToken cancellationToken) =>
        RunAsync(request, access, new StaffAddress(admits), act, cancellationToken);

    /// <summary>Runs a call of a member of staff who has one of the roles. The address has these parameters in its query.</summary>
    public static Task<IResult> ForStaffAsync(
        this HttpRequest request, StaffAccess access, StaffRole[] admits, string[] query, Func<StaffCaller, Task<IResult>> act,
        CancellationToken cancellationToken) =>
        RunAsync(request, access, new StaffAddress(admits) { Query = query }, act, cancellationToken);

    /// <summary>Runs a call that creates a record. It may have the header <c>Idempotency-Key</c>, and no parameters in its query.</summary>
    public static Task<IResult> ForStaffWhoCreateAsync(
        this HttpRequest request, StaffAccess access, StaffRole[] admits, Func<StaffCaller, Task<IResult>> act, CancellationToken cancellationToken) =>
        RunAsync(request, access, new StaffAddress(admits) { Creates = true }, act, cancellationToken);

    /// <summary>Runs a call that shows personal data. It must give the reason in <c>X-Purpose</c> and <c>X-Purpose-Kind</c>, and has no query.</summary>
    public static Task<IResult> ForStaffWithPurposeAsync(
        this HttpRequest request, StaffAccess access, StaffRole[] admits, Func<StaffCaller, Task<IResult>> act, CancellationToken cancellationToken) =>
        RunAsync(request, access, new StaffAddress(admits) { DemandsPurpose = true }, act, cancellationToken);

    /// <summary>
    /// Runs a call that creates a record about a pupil. It must give the reason in the header <c>X-Purpose</c>, may have the header
    /// <c>Idempotency-Key</c>, and has no parameters in its query.
    /// </summary>
    public static Task<IResult> ForStaffWhoCreateWithPurposeAsync(
        this HttpRequest request, StaffAccess access, StaffRole[] admits, Func<StaffCaller, Task<IResult>> act, CancellationToken cancellationToken) =>
        RunAsync(request, access, new StaffAddress(admits) { Creates = true, DemandsPurpose = true }, act, cancellationToken);

    /// <summary>The body, read as JSON of a type.</summary>
    /// <exception cref="StaffRequestException">The body is not JSON of that type.</exception>
    public static async Task<T> ReadJsonAsync<T>(this HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        ParseJson(await request.ReadUtf8Async(cancellationToken), type);

    /// <summary>The body, read as JSON of a type, with the key and the bytes that identify the request if it is repeated.</summary>
    /// <exception cref="StaffRequestException">The body is not JSON of that type, or the header <c>Idempotency-Key</c> is invalid.</exception>
    public static async Task<(T Body, IdempotentRequest? Repeatable)> ReadCreationAsync<T>(
        this HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        string? key = request.IdempotencyKey();
        ReadOnlyMemory<byte> json = await request.ReadUtf8Async(cancellationToken);
        return (ParseJson(json, type), key is null ? null : new IdempotentRequest(key, json));
    }

    /// <summary>The body, read as JSON of a type, with the names of its members. Only these members are changed (RFC 7396).</summary>
    /// <exception cref="StaffRequestException">The body is not JSON of that type.</exception>
    public static async Task<(T Values, IReadOnlySet<string> Names)> ReadPatchAsync<T>(
        this HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> json = await request.ReadUtf8Async(cancellationToken);
        T values = ParseJson(json, type);
        return (values, JsonElement.Parse(json.Span).EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.Ordinal));
    }

    private static async Task<ReadOnlyMemory<byte>> ReadUtf8Async(this HttpRequest request, CancellationToken cancellationToken) =>
        JsonEncoding.ToUtf8(request.ContentType, await request.ReadBytesAsync(MaximumJsonBytes, ["application/json"], cancellationToken));

    private static T ParseJson<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json.Span, type)
                ?? throw new StaffRequestException(StatusCodes.Status400BadRequest, "body-invalid", "The body is null.");
        }
        catch (JsonException exception)
        {
            // The fault has the place only. The exception's message and the name of an unknown member might quote the body.
            throw new StaffRequestException(
                StatusCodes.Status400BadRequest, "body-invalid", "The body is not JSON of the required form.",
                [Fault(KnownMember(exception.Path, type), "has a wrong value or an unknown member")]);
        }
    }

    /// <summary>The body, of one of some media types. No more than the maximum is ever in memory.</summary>
    /// <exception cref="StaffRequestException">The body has another media type, or is longer than the maximum.</exception>
    public static async Task<byte[]> ReadBytesAsync(
        this HttpRequest request, int maximum, IReadOnlyList<string> mediaTypes, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? contentType)
            || !mediaTypes.Any(mediaType => contentType.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)))
            throw new StaffRequestException(
                StatusCodes.Status415UnsupportedMediaType, "media-type-not-supported", $"The body must be {string.Join(" or ", mediaTypes)}.");

        return await request.ReadBodyAsync(maximum, cancellationToken) ?? throw new StaffRequestException(
            StatusCodes.Status413PayloadTooLarge, "body-too-large", $"The body is larger than {maximum} bytes.");
    }

    private static string KnownMember(string? path, JsonTypeInfo type) => path?.Split('.', '[') is ["$", var member, ..]
        && type.Properties.Any(property => property.Name == member) ? $"$.{member}" : "$";

    /// <summary>Whether the caller prefers a media type to JSON (RFC 9110, section 12.5.1). Without a preference the answer is JSON.</summary>
    public static bool PrefersToJson(this HttpRequest request, string mediaType)
    {
        IList<MediaTypeHeaderValue> ranges = request.GetTypedHeaders().Accept;
        return Quality(mediaType) > Quality("application/json");

        // The most specific matching range counts. Parameters are ignored, because each format exists in one form only.
        double Quality(string type) => ranges.Where(range => new MediaTypeHeaderValue(type).IsSubsetOf(new MediaTypeHeaderValue(range.MediaType)))
            .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0).ThenByDescending(range => range.Quality ?? 1)
            .Select(range => range.Quality ?? 1).FirstOrDefault();
    }

    public static IResult Json<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) => Results.Json(value, type, statusCode: status);

    /// <summary>A fault of the HTTP request itself. It has no text in Dutch, because a form of the console can't have it.</summary>
    public static FieldFault Fault(string field, string fault) => new(field, fault, Dutch: "");

    /// <summary>A problem.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="slug">The kind of problem, the last part of the member <c>type</c>.</param>
    /// <param name="title">The problem in words, without a value of the request.</param>
    /// <param name="faults">Every fault; null for a problem without separate faults.</param>
    public static IResult Problem(int status, string slug, string title, IReadOnlyList<object>? faults = null) =>
        Problem(status, slug, title, faults is null ? new Dictionary<string, object?>() : new Dictionary<string, object?> { ["faults"] = faults });

    /// <summary>A problem with members of its own (RFC 9457, section 3.2).</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="slug">The kind of problem, the last part of the member <c>type</c>.</param>
    /// <param name="title">The problem in words, without a value of the request.</param>
    /// <param name="members">The additional members.</param>
    public static IResult Problem(int status, string slug, string title, Dictionary<string, object?> members) => Results.Problem(
        statusCode: status, type: $"urn:leerid:problem:{slug}", title: title, extensions: members);

    /// <summary>The problem of a request that can be read but has values that are not allowed (RFC 9110, section 15.5.21).</summary>
    /// <param name="slug">The kind of problem, the last part of the member <c>type</c>.</param>
    /// <param name="title">The problem in words, without a value of the request.</param>
    /// <param name="faults">Every fault, by field.</param>
    public static IResult NotAllowed(string slug, string title, IReadOnlyList<object> faults) =>
        Problem(StatusCodes.Status422UnprocessableEntity, slug, title, faults);

    private static async Task<IResult> RunAsync(
        HttpRequest request, StaffAccess access, StaffAddress address, Func<StaffCaller, Task<IResult>> act, CancellationToken cancellationToken)
    {
        IHeaderDictionary headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        StaffAdmission admission = await access.AdmitAsync(
            request.Headers.Authorization is [{ } authorization] ? authorization : null, address.Admits,
            request.Headers["X-Purpose"] is [{ } purpose] ? purpose : null, address.DemandsPurpose, cancellationToken);
        if (admission is not StaffAdmission.Admitted admitted)
            return Refused(((StaffAdmission.Refused)admission).Refusal, headers);

        try
        {
            StaffQuery.Check(request.Query, address.Query);
            if (!address.Creates)
                request.RefuseIdempotencyKey(address.DemandsPurpose);
            return await act(address.DemandsPurpose ? admitted.Caller with { PurposeKind = request.PurposeKind() } : admitted.Caller);
        }
        catch (StaffRequestException exception)
        {
            return Problem(exception.Status, exception.Slug, exception.Title, exception.Faults);
        }
        catch (BadHttpRequestException exception)
        {
            return Problem(exception.StatusCode, "request-invalid", "The request is not valid HTTP, or is too large.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return access.IsUnavailable(exception)
                ? Unavailable(headers)
                : Problem(StatusCodes.Status500InternalServerError, "internal-fault", "This software has a fault. The log has the details.");
        }
    }

    private static IResult Refused(StaffRefusal refusal, IHeaderDictionary headers)
    {
        switch (refusal)
        {
            case StaffRefusal.Forbidden:
                return Problem(StatusCodes.Status403Forbidden, "forbidden", "Forbidden");
            case StaffRefusal.PurposeMissing:
                return Problem(
                    StatusCodes.Status400BadRequest, "purpose-missing", "The header X-Purpose must give the purpose, in 1 to 500 characters, without a uuid.");
            case StaffRefusal.ConfidentialityNotAccepted:
                return Problem(
                    StatusCodes.Status403Forbidden, "confidentiality-not-accepted",
                    "You have not accepted the current text on confidentiality within the last year, so no personal data are shown. Read it with "
                        + "GET staff/confidentiality, accept it with PUT staff/confidentiality and its version, and then send this request again.");
            case StaffRefusal.StorageUnavailable:
            case StaffRefusal.DirectoryUnavailable:
                return Unavailable(headers);
            default:
                headers.WWWAuthenticate = "Bearer";
                return Problem(StatusCodes.Status401Unauthorized, "unauthenticated", "Unauthorized");
        }
    }

    private static IResult Unavailable(IHeaderDictionary headers)
    {
        headers.RetryAfter = RetryAfterSeconds;
        return Problem(
            StatusCodes.Status503ServiceUnavailable, "unavailable",
            $"Storage, the key vault or the directory is unavailable. No data were shown. Try again in {RetryAfterSeconds} seconds.");
    }
}

/// <summary>The rules of an address of staff.</summary>
/// <param name="Admits">The roles.</param>
internal sealed record StaffAddress(StaffRole[] Admits)
{
    /// <summary>Whether the address shows personal data, so that the call must give a purpose.</summary>
    public bool DemandsPurpose { get; init; }

    /// <summary>Whether the address creates a record, and accepts the header <c>Idempotency-Key</c>.</summary>
    public bool Creates { get; init; }

    /// <summary>The parameters in its query.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];
}

/// <summary>Thrown when a request of staff is invalid. Its texts contain nothing of the request except the names of parameters.</summary>
internal sealed class StaffRequestException(int status, string slug, string title, IReadOnlyList<object>? faults = null) : Exception(title)
{
    public int Status { get; } = status;

    public string Slug { get; } = slug;

    public string Title { get; } = title;

    public IReadOnlyList<object>? Faults { get; } = faults;
}
