using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole;

/// <summary>An address of the staff console. The console checks session, role, origin and antiforgery token before it calls the handler.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">The path below <c>/beheer/</c>, with parameters such as <c>scholen/{number}</c>.</param>
/// <param name="Admits">The roles that may use it.</param>
/// <param name="Handle">Answers a request.</param>
public sealed record ConsoleRoute(string Method, string Path, IReadOnlyList<StaffRole> Admits, Func<ConsoleRequest, Task<IResult>> Handle)
{
    private const int DefaultMaximumBodyBytes = 256 * 1024;

    /// <summary>Every role of persons, for a screen that all staff may use.</summary>
    public static IReadOnlyList<StaffRole> Everyone { get; } = [.. Enum.GetValues<StaffRole>().Where(role => !role.IsForPrograms())];

    /// <summary>Whether the person must have signed in within the last five minutes, because the action is irreversible.</summary>
    public bool DemandsRecentSignIn { get; init; }

    /// <summary>
    /// Whether the answer contains personal data. If so, the person must have accepted the text on confidentiality, and the form must have a
    /// reason (<see cref="ConsoleRequest.CallerWithPurpose"/>).
    /// </summary>
    public bool DemandsPurpose { get; init; }

    /// <summary>The fixed reason for seeing personal data; null if the person gives the reason in the form.</summary>
    public ConsolePurpose? Purpose { get; init; }

    /// <summary>The maximum size of the posted form, in bytes.</summary>
    public int MaximumBodyBytes { get; init; } = DefaultMaximumBodyBytes;

    /// <summary>A route that shows something and changes nothing.</summary>
    public static ConsoleRoute Get(string path, IReadOnlyList<StaffRole> admits, Func<ConsoleRequest, Task<IResult>> handle) =>
        new(HttpMethods.Get, path, admits, handle);

    /// <summary>A route to which a form is posted.</summary>
    public static ConsoleRoute Post(string path, IReadOnlyList<StaffRole> admits, Func<ConsoleRequest, Task<IResult>> handle) =>
        new(HttpMethods.Post, path, admits, handle);
}

/// <summary>A fixed reason for seeing personal data, which the person need not give.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Text">The reason in words, for the privacy log, in Dutch.</param>
public sealed record ConsolePurpose(PurposeKind Kind, string Text);
