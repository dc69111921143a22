using LeerId.Staff;

namespace LeerId.Functions.Staff;

/// <summary>
/// The header <c>X-Purpose-Kind</c>: the reason that a member of staff chooses, beside <c>X-Purpose</c>. A pupil who asks for the log gets the choice to
/// see, so that every call that shows personal data must have one.
/// </summary>
internal static class PurposeHttp
{
    private const string Header = "X-Purpose-Kind";

    /// <summary>The reason.</summary>
    /// <exception cref="StaffRequestException">There is none, there are several, or it is none of the choices.</exception>
    public static PurposeKind PurposeKind(this HttpRequest request) =>
        PurposeKinds.Parse(request.Headers[Header] is [{ } value] ? value.Trim() : null) ?? throw new StaffRequestException(
            StatusCodes.Status400BadRequest, "purpose-kind-missing", "The header X-Purpose-Kind must name the reason. Nothing is shown or done.",
            [StaffHttp.Fault(Header, $"must be one of: {PurposeKinds.Texts}")]);
}
