using System.Text;
using LeerId.Staff;

namespace LeerId.Functions.Tests.StaffTests;

/// <summary>Every address of staff: which roles it admits, and whether it asks why. A body is one that is understood, whatever the answer.</summary>
public static class StaffTable
{
    internal const StaffRole AccessControl = StaffRole.AccessControl;
    internal const StaffRole Dpo = StaffRole.Dpo;
    internal const StaffRole Operator = StaffRole.Operator;

    private static readonly StaffOperation[] Schools =
    [
    ];

    private static readonly StaffOperation[] Students =
    [
    ];

    private static readonly StaffOperation[] Disclosures =
    [
    ];

    private static readonly StaffOperation[] Notices =
    [
    ];

    private static readonly StaffOperation[] Evidence =
    [
        new("GetEvidence", "GET", "staff/evidence?from=2026-09-01&until=2026-09-01", [Dpo, Operator]),
    ];

    public static IReadOnlyList<StaffOperation> All { get; } = [.. Schools, .. Students, .. Disclosures, .. Notices, .. Evidence];
}

/// <param name="Function">The function's name.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, with values for its parameters.</param>
/// <param name="Admits">The roles that it admits.</param>
/// <param name="NeedsPurpose">Whether X-Purpose is demanded.</param>
/// <param name="Body">The body; null for none.</param>
/// <param name="MediaType">The body's media type.</param>
public sealed record StaffOperation(
    string Function, string Method, string Path, StaffRole[] Admits, bool NeedsPurpose = false, string? Body = null, string MediaType = "application/json")
{
    public HttpContent? Content() => Body is null ? null : new StringContent(Body, Encoding.UTF8, MediaType);
}
