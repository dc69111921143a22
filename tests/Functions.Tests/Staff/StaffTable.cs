using System.Text;
using LeerId.Staff;

namespace LeerId.Functions.Tests.Staff;

/// <summary>Every address of staff: which roles it admits, and whether it asks why. A body is one that is understood, whatever the answer.</summary>
public static class StaffTable
{
    internal const StaffRole AccessControl = StaffRole.AccessControl;
    internal const StaffRole Dpo = StaffRole.Dpo;
    internal const StaffRole Operator = StaffRole.Operator;
    internal const StaffRole Helpdesk = StaffRole.Helpdesk;
    internal const StaffRole Privacy = StaffRole.Privacy;
    internal const StaffRole SchoolsSync = StaffRole.SchoolsSync;

    private const string SomeStudent = """{"leerIdUuid":"5c21b7ed-0000-4000-8000-000000000001"}""";

    private static readonly StaffOperation[] Schools =
    [
        new("ListSchools", "GET", "staff/schools", [AccessControl, Dpo, Operator, SchoolsSync]),
        new("GetSchool", "GET", "staff/schools/012345", [AccessControl, Dpo, Operator, SchoolsSync]),
        new("GetSchoolContract", "GET", "staff/schools/012345/contract", [AccessControl, Dpo, Operator, Helpdesk, Privacy]),
        new("GetSchoolHistory", "GET", "staff/schools/012345/history", [AccessControl, Dpo, Operator]),
        new("PutSchool", "PUT", "staff/schools/012345", [AccessControl], Body: """{"name":"De Regenboog","from":"2020-09-01"}"""),
        new("DeleteSchool", "DELETE", "staff/schools/999999", [AccessControl]),
        new("ImportSchools", "POST", "staff/schools/import?dryRun=true", [AccessControl, SchoolsSync],
            Body: "number,name,from,until\n012345,De Regenboog,2020-09-01,\n", MediaType: "text/csv"),
        new("ImportOpenSchoolData", "POST", "staff/schools/open-data?dryRun=true", [AccessControl, SchoolsSync],
            Body: "schoolnummer;naam\n012345;De Regenboog\n", MediaType: "text/csv"),
    ];

    private static readonly StaffOperation[] Students =
    [
        new("LookUpStudent", "POST", "staff/students/lookup", [Privacy, AccessControl], NeedsPurpose: true, SomeStudent),
        new("EraseStudent", "POST", "staff/students/erase", [Privacy], NeedsPurpose: true, SomeStudent),
        new("ReadStudentPrivacyLog", "POST", "staff/students/privacy-log", [Dpo, Privacy], NeedsPurpose: true, SomeStudent),
        new("ResolveSupportCode", "POST", "staff/support-codes/resolve", [Privacy, Dpo, Helpdesk, AccessControl, Operator], NeedsPurpose: true,
            """{"code":"2222-2222"}"""),
        new("SearchPrivacyLog", "POST", "staff/privacy-log/search", [Dpo], NeedsPurpose: true, """{"from":"2026-09-01T00:00:00Z"}"""),
    ];

    private static readonly StaffOperation[] Requests =
    [
        new("ListRequests", "GET", "staff/requests?state=open", [Privacy, Dpo]),
        new("RecordRequest", "POST", "staff/requests", [Privacy], Body: "{}"),
        new("GetRequest", "GET", "staff/requests/01K42TP6J8Q5V0D3W7Z9X1C4BN", [Privacy, Dpo], NeedsPurpose: true),
        new("RecordExtension", "POST", "staff/requests/01K42TP6J8Q5V0D3W7Z9X1C4BN/extension", [Privacy], Body: """{ "reason": "x" }"""),
        new("RecordDecision", "PUT", "staff/requests/01K42TP6J8Q5V0D3W7Z9X1C4BN/decision", [Privacy],
            Body: """{ "outcome": "refused", "reason": "x" }"""),
        new("RecordAnswer", "PUT", "staff/requests/01K42TP6J8Q5V0D3W7Z9X1C4BN/answer", [Privacy],
            Body: """{ "sentAt": "2026-08-31T10:00:00Z", "text": "x" }"""),
    ];

    private static readonly StaffOperation[] Restrictions =
    [
        new("ListRestrictions", "GET", "staff/restrictions", [Privacy, Dpo]),
        new("PlaceRestriction", "POST", "staff/restrictions", [Privacy], NeedsPurpose: true, "{}"),
        new("UpholdObjection", "POST", "staff/restrictions/01K42TP6J8Q5V0D3W7Z9X1C4BN/uphold", [Privacy], NeedsPurpose: true),
        new("LiftRestriction", "POST", "staff/restrictions/01K42TP6J8Q5V0D3W7Z9X1C4BN/lift", [Privacy], NeedsPurpose: true, "{}"),
    ];

    private static readonly StaffOperation[] Disclosures =
    [
        new("ListDisclosures", "GET", "staff/disclosures", [AccessControl, Dpo]),
        new("RequestDisclosure", "POST", "staff/disclosures", [AccessControl, Dpo], Body: "{}"),
        new("GetDisclosure", "GET", "staff/disclosures/01K42TP6J8Q5V0D3W7Z9X1C4BN", [AccessControl, Dpo]),
        new("WithdrawDisclosure", "POST", "staff/disclosures/01K42TP6J8Q5V0D3W7Z9X1C4BN/withdraw", [Dpo, AccessControl], Body: """{ "reason": "x" }"""),
        new("ReleaseDisclosure", "POST", "staff/disclosures/01K42TP6J8Q5V0D3W7Z9X1C4BN/release", [AccessControl], NeedsPurpose: true),
    ];

    private static readonly StaffOperation[] Notices =
    [
        new("ReportBreach", "POST", "staff/notices/breach", [AccessControl, Dpo, Operator, Helpdesk, Privacy], Body: "{}"),
        new("ReportQuality", "POST", "staff/notices/quality", [AccessControl, Dpo, Operator], Body: "{}"),
        new("ReportChange", "POST", "staff/notices/change", [AccessControl, Dpo, Operator], Body: "{}"),
        new("ListNotices", "GET", "staff/notices?kind=breach", [Dpo, Operator]),
        new("GetNotice", "GET", "staff/notices/breach/01K42TP6J8Q5V0D3W7Z9X1C4BN", [Dpo, Operator]),
        new("ChangeBreach", "PATCH", "staff/notices/breach/01K42TP6J8Q5V0D3W7Z9X1C4BN", [Dpo], Body: """{ "personCount": 1300 }""",
            IfMatch: "\"0\""),
        new("CloseBreach", "POST", "staff/notices/breach/01K42TP6J8Q5V0D3W7Z9X1C4BN/close", [Dpo], Body: "{}", IfMatch: "\"0\""),
        new("SupplementNotice", "POST", "staff/notices/quality/01K42TP6J8Q5V0D3W7Z9X1C4BN/supplements", [Dpo], Body: """{ "text": "x" }"""),
        new("GetNoticeRegister", "GET", "staff/notices/register", [Dpo]),
    ];

    private static readonly StaffOperation[] Evidence =
    [
        new("GetEvidence", "GET", "staff/evidence?from=2026-09-01&until=2026-09-01", [Dpo, Operator]),
        new("ProveLogEntry", "GET", "staff/privacy-log/proofs/2026-09-01/01K42TP6J8Q5V0D3W7Z9X1C4BN", [Dpo, Operator]),
    ];

    private static readonly StaffOperation[] Quality =
    [
        new("ReportStudentQuality", "POST", "staff/students/quality-notices", [StaffRole.Privacy, AccessControl], NeedsPurpose: true, "{}"),
        new("GetNoticePupil", "GET", "staff/notices/quality/01K42TP6J8Q5V0D3W7Z9X1C4BN/pupil", [StaffRole.Privacy, AccessControl], NeedsPurpose: true),
        new("RecordQualityEnding", "PUT", "staff/notices/quality/01K42TP6J8Q5V0D3W7Z9X1C4BN/ending", [AccessControl, StaffRole.Privacy],
            Body: """{ "at": "2026-09-01T00:00:00Z", "text": "x" }"""),
    ];

    private static readonly StaffOperation[] Sharing =
    [
        new("ReportSharing", "POST", "staff/notices/sharing", [AccessControl, Dpo, StaffRole.Privacy], Body: "{}"),
        new("RecordSharingEnding", "PUT", "staff/notices/sharing/01K42TP6J8Q5V0D3W7Z9X1C4BN/ending", [Dpo], Body: """{ "text": "x" }"""),
    ];

    private static readonly StaffOperation[] Processors =
    [
        new("ListDovProcessors", "GET", "staff/processors/dov", [Dpo, Operator]),
        new("RecordDovProcessors", "PUT", "staff/processors/dov", [Dpo], Body: "{}"),
    ];

    private static readonly StaffOperation[] Confidentiality =
    [
        new("GetConfidentiality", "GET", "staff/confidentiality", [AccessControl, Dpo, Operator, Helpdesk, Privacy]),
        new("AcceptConfidentiality", "PUT", "staff/confidentiality", [AccessControl, Dpo, Operator, Helpdesk, Privacy],
            Body: """{ "version": "standard-2" }"""),
    ];

    private static readonly StaffOperation[] Agreement =
    [
        new("GetAgreement", "GET", "staff/agreement", [Dpo, Operator]),
        new("ConfirmDestruction", "POST", "staff/agreement/destruction/confirm", [Dpo, Operator], Body: """{ "endDate": "2027-06-30" }"""),
        new("CancelDestruction", "POST", "staff/agreement/destruction/cancel", [Dpo, Operator], Body: """{ "reason": "x" }"""),
    ];

    public static IReadOnlyList<StaffOperation> All { get; } =
        [.. Schools, .. Students, .. Requests, .. Restrictions, .. Disclosures, .. Notices, .. Evidence, .. Confidentiality, .. Quality, .. Sharing,
        .. Processors, .. Agreement];
}

/// <param name="Function">The function's name.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, with values for its parameters.</param>
/// <param name="Admits">The roles that it admits.</param>
/// <param name="NeedsPurpose">Whether X-Purpose is demanded.</param>
/// <param name="Body">The body; null for none.</param>
/// <param name="MediaType">The body's media type.</param>
/// <param name="IfMatch">The version that it changes, for the header If-Match; null for none.</param>
public sealed record StaffOperation(
    string Function, string Method, string Path, StaffRole[] Admits, bool NeedsPurpose = false, string? Body = null, string MediaType = "application/json",
    string? IfMatch = null)
{
    public HttpContent? Content() => Body is null ? null : new StringContent(Body, Encoding.UTF8, MediaType);
}
