using LeerId.Calendar;
using LeerId.PrivacyLog;
using LeerId.SignIn;
using LeerId.Staff;
using LeerId.Text;

namespace LeerId.Support;

/// <summary>Resolves the code on a refusal page to its reason, for the person who helps the pupil. It does not tell who the pupil is.</summary>
public sealed class SupportCodes(PrivacyLogReader reader, TimeProvider clock)
{
    // A reason that is not in the table: the log keeps entries for years, through versions of the software.
    private const string UnknownExplanation = "Deze reden is van een andere versie van de software.";
    private const string UnknownNextStep = "Verwittig de operator: de documentatie van die versie noemt de reden.";

    private const string NotRecorded =
        "Niet vastgelegd, niet geverifieerd. Deze weigering staat niet in het privacylogboek. De code zelf noemt de reden, en iedereen kan zo'n code "
        + "verzinnen.";

    /// <summary>
    /// Records the lookup, and then returns the entries with the code. Of a pupil who is restricted only the roles <c>privacy</c> and <c>dpo</c> see the
    /// reason. A code that contains its reason is resolved without the log, so that
    /// there is no lookup to record.
    /// </summary>
    /// <param name="request">The code.</param>
    /// <param name="caller">Who asks, in which role, and why; goes into the log.</param>
    /// <param name="pageTitle">Gives the title of the page that a pupil sees. The pages are not in Core, so the caller provides it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused, also for the log entry: then nothing is given.</exception>
    public async Task<SupportCodeOutcome> ResolveAsync(
        SupportCodeRequest request, StaffCaller caller, Func<RefusalKind, string> pageTitle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(pageTitle);
        if (!SupportCode.TryParse(request.Code, out SupportCode code))
            return new SupportCodeOutcome.Invalid([SupportCode.Fault]);
        if (code.UnrecordedReason is { } reason)
            return Unrecorded(code, reason, pageTitle);

        PrivacyLogPage page = await reader.ReadAsync(
            PrivacyLogQuery.WithCode(code), caller, PrivacyLogReader.MaximumPageSize, continuation: null, cancellationToken);
        return page.Entries.Count == 0
            ? new SupportCodeOutcome.Unknown()
            : new SupportCodeOutcome.Resolved(new SupportCodeAnswer(
                code.ToString(), [.. page.Entries.Select(entry => Resolve(entry, SeesRights(caller), pageTitle))], Unrecorded: null));
    }

    private SupportCodeOutcome Unrecorded(SupportCode code, int reason, Func<RefusalKind, string> pageTitle)
    {
        if (UnrecordedReasons.Find(reason) is not { } refusal)
            return new SupportCodeOutcome.Unknown();

        DateOnly day = code.NewestDay(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        return new SupportCodeOutcome.Resolved(new SupportCodeAnswer(
            code.ToString(), Entries: [],
            new UnrecordedRefusal(day, refusal.Code, pageTitle(refusal.Kind), NotRecorded, refusal.Explanation, refusal.NextStep)));
    }

    // Whether the caller may know that a pupil exercised a right.
    private static bool SeesRights(StaffCaller caller) => caller.Role is StaffRole.Privacy or StaffRole.Dpo;

    private static ResolvedRefusal Resolve(PrivacyLogEntry entry, bool seesRights, Func<RefusalKind, string> pageTitle)
    {
        Refusal? refusal = entry.Reason is { } code ? Refusal.Find(code) : null;
        if (!seesRights)
            refusal = refusal?.Neutral;
        return new ResolvedRefusal(
            entry.At, DutchDate.Moment(entry.At), entry.Action, entry.Outcome, refusal?.Code ?? entry.Reason,
            refusal is null ? null : pageTitle(refusal.Kind), refusal?.Explanation ?? UnknownExplanation, refusal?.NextStep ?? UnknownNextStep);
    }
}

/// <summary>A code to resolve, as it comes in.</summary>
public sealed class SupportCodeRequest
{
    /// <summary>The code, in any case, with or without the hyphen.</summary>
    public required string Code { get; init; }
}

/// <summary>What stands under a code.</summary>
/// <param name="Code">The code.</param>
/// <param name="Entries">One as a rule: codes are random, and two can be the same. None where the code carries the reason itself.</param>
/// <param name="Unrecorded">What the code itself says, when it is one that no entry has; else null.</param>
public sealed record SupportCodeAnswer(string Code, IReadOnlyList<ResolvedRefusal> Entries, UnrecordedRefusal? Unrecorded);

/// <summary>A refusal that the privacy log does not have. Its code says why, and nobody verified that: anybody can make such a code up.</summary>
/// <param name="Day">The day (UTC) on which the code says it was made, the last possible one.</param>
/// <param name="Reason">Why, in the form <c>state-cookie-missing</c>.</param>
/// <param name="Page">The title of the page that pupils see for the reason.</param>
/// <param name="Status">That it is neither recorded nor verified, in Dutch.</param>
/// <param name="Explanation">What happened according to the code, in Dutch.</param>
/// <param name="NextStep">What to do about it, in Dutch.</param>
public sealed record UnrecordedRefusal(DateOnly Day, string Reason, string Page, string Status, string Explanation, string NextStep);

/// <summary>A refusal, without the pupil.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Moment">The same as a reader in Brussels has it.</param>
/// <param name="Action">What was tried.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why, in the form <c>no-contract</c>; null when it isn't recorded.</param>
/// <param name="Page">The title of the page the pupil saw; null for a reason this version doesn't know.</param>
/// <param name="Explanation">What happened, in Dutch.</param>
/// <param name="NextStep">What to do about it, in Dutch.</param>
public sealed record ResolvedRefusal(
    DateTimeOffset At, string Moment, string Action, string Outcome, string? Reason, string? Page, string Explanation, string NextStep);

/// <summary>How resolving a code ended.</summary>
public abstract record SupportCodeOutcome
{
    private SupportCodeOutcome()
    {
    }

    /// <summary>It is resolved.</summary>
    /// <param name="Answer">To what.</param>
    public sealed record Resolved(SupportCodeAnswer Answer) : SupportCodeOutcome;

    /// <summary>Nothing stands under it: mistyped, past its term, or storage was down when it was made.</summary>
    public sealed record Unknown : SupportCodeOutcome;

    /// <summary>It is no code.</summary>
    /// <param name="Faults">Every fault.</param>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : SupportCodeOutcome;
}
