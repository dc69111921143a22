using System.Globalization;
using System.Text.Json;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Staff;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LeerId.Functions.Staff.Schools;

/// <summary>Reads the parameters of calls about schools, and maps their outcomes to HTTP.</summary>
internal static class SchoolHttp
{
    private const string Csv = "text/csv";
    private const string AnyRevision = "*";

    /// <summary>The parameter of a dry run, which only shows what would change.</summary>
    public const string DryRunParameter = "dryRun";

    /// <summary>The parameter that states how many schools an import removes.</summary>
    public const string RemovesParameter = "removes";

    /// <summary>The media types of a file of schools. The first bytes of the file decide its form, not the media type.</summary>
    public static IReadOnlyList<string> FileTypes { get; } = [Csv, SchoolWorkbook.MediaType];

    /// <summary>Whether the request is a dry run. Any value other than true and false is refused, because it might be meant as a dry run.</summary>
    public static bool IsDryRun(this HttpRequest request) => request.Query[DryRunParameter] switch
    {
        [] => false,
        ["true"] => true,
        ["false"] => false,
        _ => throw new StaffRequestException(StatusCodes.Status400BadRequest, "dry-run-invalid", "dryRun must be true or false."),
    };

    /// <summary>The number of schools that the import removes, as the caller states; null when it is not stated.</summary>
    public static int? Removes(this HttpRequest request) => request.Query[RemovesParameter] switch
    {
        [] => null,
        [{ } text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) => number,
        _ => throw new StaffRequestException(
            StatusCodes.Status400BadRequest, "removes-invalid", "removes must be the number of schools that the import removes, in digits."),
    };

    public static IResult ToResult(this SchoolList list, HttpRequest request)
    {
        request.HttpContext.Response.Headers.Vary = HeaderNames.Accept;
        return request.PrefersToJson(Csv)
            ? Results.File(SchoolListExport.Write(list.Contracts), $"{Csv}; charset=utf-8", "schools.csv")
            : StaffHttp.Json(new SchoolListAnswer(list.Revision, list.Contracts), SchoolJson.Default.SchoolListAnswer);
    }

    public static IResult ToResult(this SchoolContract? school, HttpRequest request) =>
        school is null ? Unknown() : StaffHttp.Json(WithETag(request, school), SchoolJson.Default.SchoolContract);

    /// <summary>
    /// The member of staff who changes a school, and the revision that the request demands: the ETag in If-Match, or with <c>If-None-Match: *</c> that the
    /// school is not on the list (RFC 9110, sections 13.1.1 and 13.1.2).
    /// </summary>
    /// <exception cref="StaffRequestException">If-None-Match has another value, or the request has both headers.</exception>
    public static SchoolEditor EditorOf(this HttpRequest request, StaffCaller caller)
    {
        StringValues match = request.Headers.IfMatch, noneMatch = request.Headers.IfNoneMatch;
        if (noneMatch.Count == 0)
            return new SchoolEditor(caller.ObjectId, RevisionIn(match));
        return noneMatch is [AnyRevision] && match.Count == 0
            ? new SchoolEditor(caller.ObjectId, SchoolRevision.NotOnList)
            : throw new StaffRequestException(
                StatusCodes.Status400BadRequest, "if-none-match-invalid", "The header If-None-Match must be *, without the header If-Match.");
    }

    public static IResult ToResult(this SchoolOutcome outcome, HttpRequest request) => outcome switch
    {
        SchoolOutcome.Stored stored => StaffHttp.Json(
            WithETag(request, stored.Contract), SchoolJson.Default.SchoolContract,
            stored.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK),
        SchoolOutcome.Removed => Results.NoContent(),
        SchoolOutcome.NotOnList => Unknown(),
        SchoolOutcome.Changed changed => Changed(request, changed.Present),
        SchoolOutcome.Invalid invalid => StaffHttp.NotAllowed(
            "school-invalid", "The contract has values that are not allowed. Nothing is changed.", invalid.Faults),
        _ => throw new InvalidOperationException($"There is no response for {outcome.GetType().Name}."),
    };

    public static IResult ToResult(this SchoolImportOutcome outcome) => outcome switch
    {
        SchoolImportOutcome.Accepted accepted => StaffHttp.Json(accepted.Changes, SchoolImportJson.Default.SchoolListChanges),
        SchoolImportOutcome.Unreadable unreadable => StaffHttp.Problem(
            StatusCodes.Status400BadRequest, "body-invalid", "The file is not CSV or a workbook of the form asked for. Nothing is changed.", unreadable.Faults),
        SchoolImportOutcome.Faulty faulty => StaffHttp.NotAllowed("file-invalid", Title(faulty), faulty.Faults),
        SchoolImportOutcome.RemovalNotStated it => StaffHttp.Problem(
            StatusCodes.Status409Conflict, "removes-differs",
            string.Create(CultureInfo.InvariantCulture, $"The file removes {it.Removes} of the {it.Schools} schools on the list. Nothing is changed."),
            [StaffHttp.Fault(RemovesParameter, string.Create(
                CultureInfo.InvariantCulture, $"must be {it.Removes}; dryRun=true shows the removed schools; then send the file with removes={it.Removes}"))]),
        SchoolImportOutcome.Overtaken => StaffHttp.Problem(
            StatusCodes.Status409Conflict, "list-changed",
            "Somebody else changed the list meanwhile. This file changes nothing. Repeat the dry run."),
        _ => throw new InvalidOperationException($"There is no response for {outcome.GetType().Name}."),
    };

    /// <summary>The problem of a number in the address that is not a school number.</summary>
    public static IResult NotANumber() => StaffHttp.NotAllowed(
        "school-invalid", "The number in the address is not a school number.", [StaffHttp.Fault("number", "must be six digits, such as 012345")]);

    public static IResult Unknown() => StaffHttp.Problem(StatusCodes.Status404NotFound, "school-unknown", "The school is not on the list.");

    private static IResult Changed(HttpRequest request, SchoolContract? present) => StaffHttp.Problem(
        StatusCodes.Status412PreconditionFailed, "school-changed",
        "The school's contract is not the one that the request expects. Nothing is changed. The member school has the current contract.",
        new Dictionary<string, object?>
        {
            ["school"] = present is null ? null : JsonSerializer.SerializeToElement(WithETag(request, present), SchoolJson.Default.SchoolContract),
        });

    private static SchoolContract WithETag(HttpRequest request, SchoolContract school)
    {
        request.HttpContext.Response.Headers.ETag = $"\"{SchoolRevision.Of(school)}\"";
        return school;
    }

    // Several ETags, or a text that is no ETag of this app, match no contract.
    private static string? RevisionIn(StringValues ifMatch) => ifMatch switch
    {
        [] => null,
        [AnyRevision] => SchoolRevision.OnList,
        [['"', .. var revision, '"']] when revision != SchoolRevision.NotOnList && revision != SchoolRevision.OnList => revision,
        _ => "",
    };

    private static string Title(SchoolImportOutcome.Faulty faulty)
    {
        string shown = faulty.FaultCount > faulty.Faults.Count ? $", of which the first {faulty.Faults.Count} are here" : "";
        return $"The file has faults: {faulty.FaultCount}{shown}. Nothing is changed.";
    }
}
