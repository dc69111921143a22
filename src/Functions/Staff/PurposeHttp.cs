using LeerId.Staff;

namespace LeerId.Functions.Staff;

/// <summary>
/// Reads the header <c>X-Purpose-Kind</c>: the reason that a member of staff chooses, in addition to <c>X-Purpose</c>. A pupil who asks for the log sees this
/// choice, so every call that shows personal data must have one.
/// </summary>
internal static class PurposeHttp
{
    private const string Header = "X-Purpose-Kind";

    /// <summary>The reason.</summary>
    /// <exception cref="StaffRequestException">The header is missing, occurs several times, or has an unknown value.</exception>
    public static PurposeKind PurposeKind(this HttpRequest request) =>
        PurposeKinds.Parse(request.Headers[Header] is [{ } value] ? value.Trim() : null) ?? throw new StaffRequestException(
            StatusCodes.Status400BadRequest, "purpose-kind-missing", "The header X-Purpose-Kind must name the reason. Nothing is shown or done.",
            [StaffHttp.Fault(Header, $"must be one of: {PurposeKinds.Texts}")]);
}
