using LeerId.Calendar;
using LeerId.PrivacyLog;
using LeerId.SignIn;
using LeerId.Staff;
using LeerId.Text;

namespace LeerId.Support;

/// <summary>Resolves the code on a refusal page to its reason, for the person who helps the pupil. Doesn't reveal who the pupil is.</summary>
public sealed class SupportCodes(PrivacyLogReader reader, TimeProvider clock)
{
    // The texts for a reason that is not in the table: the log keeps entries for years, across versions of the software.
    private const string UnknownExplanation = "Deze reden is van een andere versie van de software.";
    private const string UnknownNextStep = "Verwittig de operator: de documentatie van die versie noemt de reden.";

    private const string NotRecorded =
        "Niet vastgelegd, niet geverifieerd. Deze weigering staat niet in de privacylog. De code zelf noemt de reden, en iedereen kan zo'n code "
        + "verzinnen.";

    /// <summary>
    /// Records the lookup, and then returns the entries with the code. Only the roles <c>privacy</c> and <c>dpo</c> see the reason of a restricted pupil.
    /// A code that contains its reason is resolved without the log, so there is no lookup to record.
    /// </summary>
    /// <param name="request">The code.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="pageTitle">Returns the title of the page that a pupil sees. The pages are not in Core, so the caller provides it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused the request or the log entry. Nothing is returned.</exception>
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

/// <summary>The body of a call that resolves a code.</summary>
public sealed class SupportCodeRequest
{
    /// <summary>The code, in any case, with or without the hyphen.</summary>
    public required string Code { get; init; }
}

/// <summary>The entries with a code.</summary>
/// <param name="Code">The code.</param>
/// <param name="Entries">The entries: usually one, but codes are random, so two can be equal. Empty if the code itself contains the reason.</param>
/// <param name="Unrecorded">The contents of a code that contains its own reason; null for other codes.</param>
public sealed record SupportCodeAnswer(string Code, IReadOnlyList<ResolvedRefusal> Entries, UnrecordedRefusal? Unrecorded);

/// <summary>A refusal that is not in the privacy log. Its code states the reason, which is unverified, because anybody can make up such a code.</summary>
/// <param name="Day">The last possible day (UTC) on which the code was made, according to the code.</param>
/// <param name="Reason">The reason, in the form <c>state-cookie-missing</c>.</param>
/// <param name="Page">The title of the page that pupils see for the reason.</param>
/// <param name="Status">A sentence, in Dutch, that says that it is neither recorded nor verified.</param>
/// <param name="Explanation">An explanation according to the code, in Dutch.</param>
/// <param name="NextStep">The next step, in Dutch.</param>
public sealed record UnrecordedRefusal(DateOnly Day, string Reason, string Page, string Status, string Explanation, string NextStep);

/// <summary>A refusal, without the pupil.</summary>
/// <param name="At">The moment, UTC.</param>
/// <param name="Moment">The moment as a Dutch text, in Brussels' time.</param>
/// <param name="Action">The attempted action.</param>
/// <param name="Outcome">The outcome of the action.</param>
/// <param name="Reason">The reason, in the form <c>no-contract</c>; null if it isn't recorded.</param>
/// <param name="Page">The title of the page that the pupil saw; null for a reason that this version doesn't know.</param>
/// <param name="Explanation">An explanation, in Dutch.</param>
/// <param name="NextStep">The next step, in Dutch.</param>
public sealed record ResolvedRefusal(
    DateTimeOffset At, string Moment, string Action, string Outcome, string? Reason, string? Page, string Explanation, string NextStep);

/// <summary>The outcome of resolving a code.</summary>
public abstract record SupportCodeOutcome
{
    private SupportCodeOutcome()
    {
    }

    /// <summary>The code is resolved.</summary>
    /// <param name="Answer">The entries with the code.</param>
    public sealed record Resolved(SupportCodeAnswer Answer) : SupportCodeOutcome;

    /// <summary>No entry has the code: it was mistyped, its entry has expired, or storage was unavailable when it was made.</summary>
    public sealed record Unknown : SupportCodeOutcome;

    /// <summary>The text is not a code.</summary>
    /// <param name="Faults">All faults.</param>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : SupportCodeOutcome;
}
