using System.Globalization;
using LeerId.DataSubjects;
using LeerId.Pages.StaffConsole.Parts;

namespace LeerId.Pages.StaffConsole.Students;

/// <summary>The form that asks which pupil.</summary>
/// <param name="Note">The reason why the pupil is not shown, in Dutch; null before the search, or if the form has faults.</param>
public sealed record StudentFormModel(string? Note = null);

/// <summary>A pupil on a screen. It is a class and not a record, so that it never prints personal data.</summary>
/// <param name="summary">The kept data.</param>
/// <param name="mayHandle">Whether the person handles requests of data subjects.</param>
/// <param name="request">The number of the request for which the pupil was looked up; null if the reason names none.</param>
public sealed class StudentModel(StudentSummary summary, bool mayHandle, string? request)
{
    /// <summary>The kept data.</summary>
    public StudentSummary Summary { get; } = summary;

    /// <summary>Whether the person handles requests of data subjects.</summary>
    public bool MayHandle { get; } = mayHandle;

    /// <summary>The number of the request for which the pupil was looked up; null if the reason names none.</summary>
    public string? Request { get; } = request;
}

/// <summary>
/// The data that an erasure will delete, and those that will be kept. It is a class and not a record, so that it never prints personal data.
/// </summary>
/// <param name="summary">The data that are kept now.</param>
/// <param name="logUntil">The first day on which neither the privacy log nor its archive has an entry about the pupil any more.</param>
public sealed class ErasureCheckModel(StudentSummary summary, DateOnly logUntil)
{
    /// <summary>The data that are kept now.</summary>
    public StudentSummary Summary { get; } = summary;

    /// <summary>The first day, Brussels calendar, on which neither the privacy log nor its archive has an entry about the pupil any more.</summary>
    public DateOnly LogUntil { get; } = logUntil;
}

/// <summary>A completed erasure.</summary>
/// <param name="Proof">The proof.</param>
/// <param name="Request">The number of the request that it answers; null if the reason names none.</param>
public sealed record ErasureDoneModel(ErasureProof Proof, string? Request);

/// <summary>A restriction to place.</summary>
/// <param name="Grounds">The grounds that can be chosen.</param>
public sealed record PlaceRestrictionModel(IReadOnlyList<ConsoleOption> Grounds);

/// <summary>A report to DOV that data of a pupil are wrong.</summary>
/// <param name="Sources">The parties that may have found the fault.</param>
public sealed record ReportStudentModel(IReadOnlyList<ConsoleOption> Sources);

/// <summary>Reads a case number as the number of a request in the register.</summary>
internal static class RequestNumber
{
    /// <summary>The number; null if the text is not a request's number.</summary>
    public static string? In(string? text) => Ulid.TryParse(text, CultureInfo.InvariantCulture, out Ulid number) ? number.ToString() : null;
}
