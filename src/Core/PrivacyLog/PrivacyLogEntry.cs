using LeerId.Staff;
using LeerId.Students;

namespace LeerId.PrivacyLog;

/// <summary>
/// One entry of the privacy log (protocol, article 6): who, when, why, about whom, and how it ended. It holds a pseudonym
/// and never a name, a uuid or a school, so that the log does not become a history of them (article 3).
/// </summary>
public sealed record PrivacyLogEntry
{
    /// <summary>The actor of sign-ins.</summary>
    public const string Pupil = "pupil";

    /// <summary>The entry's own number, ordered by time.</summary>
    public required Ulid Id { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who acted: <c>pupil</c>, or the object id of a member of staff.</summary>
    public required string Actor { get; init; }

    /// <summary>The role in which a member of staff acted, such as <c>dpo</c>; null for a pupil.</summary>
    public string? Role { get; init; }

    /// <summary>What was done, such as <c>sign-in</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Why it was done.</summary>
    public required string Purpose { get; init; }

    /// <summary>The reason that a member of staff chose, such as <c>data-subject-request</c>; null for a pupil.</summary>
    public string? PurposeKind { get; init; }

    /// <summary>About whom, as a pseudonym; null when it is not known about whom.</summary>
    public StudentKey? Student { get; init; }

    /// <summary>How it ended: <c>granted</c>, <c>refused</c>, or <c>released</c> to an application.</summary>
    public required string Outcome { get; init; }

    /// <summary>The client id of the application that got the pupil's data; null when no application did.</summary>
    public string? Application { get; init; }

    /// <summary>
    /// Why it ended so, in the form <c>nonce-mismatch</c>, <c>nothing-kept</c> for a look that found nothing, <c>by-actor</c> for the way of a reading, or
    /// the number of the request that was looked at; else null.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>The code on the page that the pupil saw; null when there was none.</summary>
    public SupportCode? SupportCode { get; init; }

    /// <summary>The entry of what a member of staff does now.</summary>
    /// <param name="caller">The person, the role and the purpose.</param>
    /// <param name="action">What is done.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="student">About whom; null when it is about no pupil, or it is not known about whom.</param>
    internal static PrivacyLogEntry Of(StaffCaller caller, string action, DateTimeOffset now, StudentKey? student) => new()
    {
        Id = Ulid.NewUlid(now),
        At = now,
        Actor = caller.ObjectId,
        Role = caller.Role.ToText(),
        Action = action,
        Purpose = caller.Purpose,
        PurposeKind = caller.PurposeKind.ToText(),
        Student = student,
        Outcome = "granted",
    };
}
