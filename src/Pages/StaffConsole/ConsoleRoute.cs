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

    /// <summary>Every role of persons, for a screen that is for all of the staff.</summary>
    public static IReadOnlyList<StaffRole> Everyone { get; } = [.. Enum.GetValues<StaffRole>().Where(role => !role.IsForPrograms())];

    /// <summary>Whether the person must have signed in within the last five minutes, because the act can't be undone.</summary>
    public bool DemandsRecentSignIn { get; init; }

    /// <summary>
    /// Whether the answer holds personal data. The person must then have accepted the text on confidentiality, and the form must have a reason
    /// (<see cref="ConsoleRequest.CallerWithPurpose"/>).
    /// </summary>
    public bool DemandsPurpose { get; init; }

    /// <summary>The reason for seeing personal data, if it is always the same; null if the person gives it in the form.</summary>
    public ConsolePurpose? Purpose { get; init; }

    /// <summary>The maximum size of the posted form, in bytes.</summary>
    public int MaximumBodyBytes { get; init; } = DefaultMaximumBodyBytes;

    /// <summary>An address that shows something. It changes nothing.</summary>
    public static ConsoleRoute Get(string path, IReadOnlyList<StaffRole> admits, Func<ConsoleRequest, Task<IResult>> handle) =>
        new(HttpMethods.Get, path, admits, handle);

    /// <summary>An address that a form is posted to.</summary>
    public static ConsoleRoute Post(string path, IReadOnlyList<StaffRole> admits, Func<ConsoleRequest, Task<IResult>> handle) =>
        new(HttpMethods.Post, path, admits, handle);
}

/// <summary>A reason for seeing personal data that the person need not give, because it is always the same.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Text">The same in words, for the privacy log, in Dutch.</param>
public sealed record ConsolePurpose(PurposeKind Kind, string Text);
