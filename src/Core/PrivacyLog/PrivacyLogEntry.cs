using LeerId.Staff;
using LeerId.Students;

namespace LeerId.PrivacyLog;

/// <summary>
/// One entry of the privacy log (protocol, article 6): the actor, the moment, the purpose, the pupil and the outcome. The pupil is a pseudonym. An entry
/// never has a name, a uuid or a school, so that the log does not become a history of them (article 3).
/// </summary>
public sealed record PrivacyLogEntry
{
    /// <summary>The actor of sign-ins.</summary>
    public const string Pupil = "pupil";

    /// <summary>The number of the entry, ordered by time.</summary>
    public required Ulid Id { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The actor: <c>pupil</c>, or the object id of a member of staff.</summary>
    public required string Actor { get; init; }

    /// <summary>The role in which a member of staff acted, such as <c>dpo</c>; null for a pupil.</summary>
    public string? Role { get; init; }

    /// <summary>The action, such as <c>sign-in</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The purpose of the action.</summary>
    public required string Purpose { get; init; }

    /// <summary>The reason that a member of staff chose, such as <c>data-subject-request</c>; null for a pupil.</summary>
    public string? PurposeKind { get; init; }

    /// <summary>The pseudonym of the pupil; null when the pupil is unknown or the entry concerns no pupil.</summary>
    public StudentKey? Student { get; init; }

    /// <summary>The outcome: <c>granted</c>, <c>refused</c>, or <c>released</c> to an application.</summary>
    public required string Outcome { get; init; }

    /// <summary>The client id of the application that received the pupil's data; null when none did.</summary>
    public string? Application { get; init; }

    /// <summary>
    /// The reason for the outcome, such as <c>nonce-mismatch</c>; <c>nothing-kept</c> for a lookup without a result; the kind of search in the log, such as
    /// <c>by-actor</c>; or the number of the request that was read. Null in other cases.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>The support code on the page that the pupil saw; null when there was none.</summary>
    public SupportCode? SupportCode { get; init; }

    /// <summary>The entry about an action that a member of staff takes now.</summary>
    /// <param name="caller">The person, the role and the purpose.</param>
    /// <param name="action">The action.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="student">The pupil's pseudonym; null when the action concerns no pupil, or the pupil is unknown.</param>
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
