using LeerId.Applications;
using LeerId.Calendar;
using LeerId.PrivacyLog;
using LeerId.SignIn;

namespace LeerId.DataSubjects;

/// <summary>An entry of the privacy log in plain Dutch, for the officer.</summary>
public sealed record LogLine
{
    /// <summary>The entry's number.</summary>
    public required string Id { get; init; }

    /// <summary>The moment of the action, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The moment as a Dutch text, in Brussels' time.</summary>
    public required string Moment { get; init; }

    /// <summary>The object id of the member of staff who did it; null for a pupil.</summary>
    public string? Actor { get; init; }

    /// <summary>The role of the actor; <c>leerling</c> for a pupil.</summary>
    public required string Role { get; init; }

    /// <summary>The action.</summary>
    public required string Action { get; init; }

    /// <summary>The outcome of the action.</summary>
    public required string Outcome { get; init; }

    /// <summary>The reason of the outcome; empty if the entry has none.</summary>
    public required string Reason { get; init; }

    /// <summary>The reason that a member of staff chose; empty for a pupil.</summary>
    public required string PurposeKind { get; init; }

    /// <summary>The purpose in the words of the member of staff.</summary>
    public required string Purpose { get; init; }

    /// <summary>The pseudonym of the pupil; empty if the entry has none.</summary>
    public required string Student { get; init; }

    /// <summary>The application that got the data; empty if none did.</summary>
    public required string Application { get; init; }

    /// <summary>The support code that the pupil saw; empty if there was none.</summary>
    public required string SupportCode { get; init; }

    internal static LogLine Of(PrivacyLogEntry entry, ApplicationRegister applications)
    {
        bool isPupil = entry.Actor == PrivacyLogEntry.Pupil;
        return new LogLine
        {
            Id = entry.Id.ToString(),
            At = entry.At,
            Moment = DutchDate.Moment(entry.At),
            Actor = isPupil ? null : entry.Actor,
            Role = PrivacyLogTexts.Role(isPupil ? null : entry.Role),
            Action = PrivacyLogTexts.Action(entry.Action),
            Outcome = PrivacyLogTexts.Outcome(entry.Outcome),
            Reason = entry.Reason is { } reason ? ReasonOf(reason, isPupil) : "",
            PurposeKind = isPupil ? "" : PrivacyLogTexts.PurposeKind(entry.PurposeKind),
            Purpose = entry.Purpose,
            Student = entry.Student?.ToString() ?? "",
            Application = entry.Application is { } client ? applications.Find(client)?.Name ?? client : "",
            SupportCode = entry.SupportCode?.ToString() ?? "",
        };
    }

    private static string ReasonOf(string reason, bool isPupil) =>
        (isPupil ? Refusal.Find(reason)?.Explanation : PrivacyLogTexts.Reason(reason)) ?? reason;
}
