using LeerId.Text;
using Microsoft.Extensions.Logging;

namespace LeerId.Schools;

/// <summary>Reads and changes one school on the list. Each change is logged with its author.</summary>
public sealed partial class SchoolRegister(SchoolStore store, SchoolHistory history, ILogger<SchoolRegister> logger)
{
    private static readonly SchoolRuleFault NotLater = new("must be after the current last day", "ligt niet na de huidige laatste dag");
    private static readonly SchoolRuleFault NotEarlier = new("must be before the current last day", "ligt niet voor de huidige laatste dag");
    private static readonly SchoolRuleFault NoEnd = new("can't be later, because the contract has no end", "kan niet later: het contract heeft geen einde");

    /// <summary>Finds a school's contract; null if it has none, or if the text is not a school number.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<SchoolContract?> FindAsync(string number, CancellationToken cancellationToken) =>
        SchoolNumber.TryParse(number, out SchoolNumber school) ? await store.FindAsync(school, cancellationToken) : null;

    /// <summary>
    /// Puts a contract on the list, and replaces the previous contract of the school. If the school has that contract already, nothing is changed,
    /// whatever the editor saw. A repeated request therefore has no effect.
    /// </summary>
    /// <param name="number">The school's number, six digits.</param>
    /// <param name="terms">The contract; it is checked against the rest of the list.</param>
    /// <param name="editor">The member of staff, and the revision.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<SchoolOutcome> PutAsync(string number, SchoolTerms terms, SchoolEditor editor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(editor);
        List<FieldFault> faults = [];
        if (terms.Check(number, faults) is not { } contract)
            return new SchoolOutcome.Invalid(faults);

        string change = store.NewChange();
        bool isNew = true;
        while (true)
        {
            SchoolList list = await store.ListAsync(cancellationToken);
            // An earlier attempt stored the contract, and its response was lost.
            if (list.Pointer.Changes.Contains(change))
                break;
            SchoolContract? before = list.Contracts.FirstOrDefault(school => school.Number == contract.Number);
            if (before?.IsSameAs(contract) == true)
                return new SchoolOutcome.Stored(before, IsNew: false);
            if (!SchoolRevision.Matches(editor.Revision, before))
                return new SchoolOutcome.Changed(before);
            FieldFault[] collisions = [.. CheckFormerNumbers(list, contract)];
            if (collisions.Length > 0)
                return new SchoolOutcome.Invalid(collisions);
            isNew = !list.HasRow(contract.Number);
            if (await store.TryPutAsync(contract, list.Pointer, exists: !isNew, before, change, editor.ObjectId, cancellationToken))
                break;
        }

        LogPut(contract.Number, editor.ObjectId);
        return new SchoolOutcome.Stored(contract, isNew);
    }

    /// <summary>Gives a contract a later last day, and leaves the rest of it unchanged.</summary>
    /// <param name="number">The school's number.</param>
    /// <param name="until">The new last day, inclusive, as <c>yyyy-MM-dd</c>.</param>
    /// <param name="editor">The member of staff, and the revision.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <inheritdoc cref="PutAsync" path="/exception" />
    public Task<SchoolOutcome> ExtendAsync(string number, string? until, SchoolEditor editor, CancellationToken cancellationToken) =>
        ChangeLastDayAsync(number, until, editor, CheckExtension, cancellationToken);

    /// <summary>Gives a contract an earlier last day, and leaves the rest of it unchanged. The school stays on the list.</summary>
    /// <inheritdoc cref="ExtendAsync" />
    public Task<SchoolOutcome> EndAsync(string number, string? until, SchoolEditor editor, CancellationToken cancellationToken) =>
        ChangeLastDayAsync(number, until, editor, CheckEnd, cancellationToken);

    /// <summary>Returns all faults of an earlier last day of a contract.</summary>
    /// <param name="present">The contract.</param>
    /// <param name="until">The new last day, inclusive, as <c>yyyy-MM-dd</c>.</param>
    public static IReadOnlyList<FieldFault> CheckEnd(SchoolContract present, string? until) => CheckLastDay(
        present, until, (last, day) => last is null || day < last ? null : NotEarlier);

    /// <summary>Removes a school from the list.</summary>
    /// <param name="number">The school's number.</param>
    /// <param name="editor">The member of staff, and the revision.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <inheritdoc cref="PutAsync" path="/exception" />
    public async Task<SchoolOutcome> DeleteAsync(string number, SchoolEditor editor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(editor);
        if (!SchoolNumber.TryParse(number, out SchoolNumber school))
            return new SchoolOutcome.NotOnList();
        SchoolOutcome outcome = await store.DeleteAsync(school, editor, cancellationToken);
        if (outcome is SchoolOutcome.Removed)
            LogDeleted(school, editor.ObjectId);
        return outcome;
    }

    /// <summary>
    /// Restores the contract that a school had before a change. This is a new change, and today's rules apply to it. If the school wasn't on the list
    /// then, it is removed.
    /// </summary>
    /// <param name="number">The school's number.</param>
    /// <param name="revision">The revision of the list that the change made, as in the school's history.</param>
    /// <param name="editor">The member of staff, and the revision of the school.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The outcome of the new change; also <see cref="SchoolOutcome.NotOnList"/> if the history has no change with that revision.</returns>
    /// <inheritdoc cref="PutAsync" path="/exception" />
    public async Task<SchoolOutcome> RestoreAsync(string number, long revision, SchoolEditor editor, CancellationToken cancellationToken)
    {
        if (!SchoolNumber.TryParse(number, out SchoolNumber school)
            || await history.FindAsync(school, revision, cancellationToken) is not { } entry)
        {
            return new SchoolOutcome.NotOnList();
        }

        return entry.Before is { } before
            ? await PutAsync(number, SchoolTerms.Of(before), editor, cancellationToken)
            : await DeleteAsync(number, editor, cancellationToken);
    }

    private async Task<SchoolOutcome> ChangeLastDayAsync(
        string number, string? until, SchoolEditor editor, Func<SchoolContract, string?, IReadOnlyList<FieldFault>> check,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(editor);
        if (await FindAsync(number, cancellationToken) is not { } present)
            return new SchoolOutcome.NotOnList();
        SchoolTerms terms = SchoolTerms.Of(present);
        bool isDone = terms.Until is not null && terms.Until == until;
        bool isAsSeen = SchoolRevision.Matches(editor.Revision, present);
        // If another editor changed the contract, this editor sees that contract instead of a fault of the day.
        if (!isDone && (isAsSeen || string.IsNullOrEmpty(until)) && check(present, until) is { Count: > 0 } faults)
            return new SchoolOutcome.Invalid(faults);
        // The change names the contract that was read here, so that it doesn't overwrite a simultaneous change.
        return await PutAsync(
            number, terms with { Until = until }, isAsSeen ? editor with { Revision = SchoolRevision.Of(present) } : editor, cancellationToken);
    }

    private static List<FieldFault> CheckExtension(SchoolContract present, string? until) => CheckLastDay(
        present, until, (last, day) => last is null ? NoEnd : day > last ? null : NotLater);

    private static List<FieldFault> CheckLastDay(SchoolContract present, string? until, Func<DateOnly?, DateOnly, SchoolRuleFault?> check)
    {
        ArgumentNullException.ThrowIfNull(present);
        if (string.IsNullOrEmpty(until))
            return [Fault(SchoolTerms.Missing)];
        List<FieldFault> faults = [];
        if ((SchoolTerms.Of(present) with { Until = until }).Check(present.Number.ToString(), faults) is { Until: { } day }
            && check(present.Until, day) is { } fault)
        {
            faults.Add(Fault(fault));
        }

        return faults;
    }

    private static FieldFault Fault(SchoolRuleFault fault) => FieldFault.Of(nameof(SchoolTerms.Until), fault.English, fault.Dutch);

    // Faults between other schools are not reported here.
    private static IEnumerable<FieldFault> CheckFormerNumbers(SchoolList list, SchoolContract contract) => SchoolRules
        .CheckFormerNumbers([.. list.Contracts.Where(other => other.Number != contract.Number), contract])
        .Where(fault => fault.School == contract.Number || fault.Other == contract.Number)
        .Select(fault => fault.School == contract.Number
            ? FieldFault.Of(nameof(SchoolTerms.FormerNumbers), fault.Fault, fault.Dutch)
            : FieldFault.Of(
                nameof(SchoolContract.Number), $"is a former number of {fault.School}, in the same period",
                $"is in dezelfde periode een vroeger nummer van {fault.School}"));

    [LoggerMessage(EventId = 3010, Level = LogLevel.Information, Message = "School {Number} was put on the list by {ChangedBy}")]
    private partial void LogPut(SchoolNumber number, string changedBy);

    [LoggerMessage(EventId = 3011, Level = LogLevel.Information, Message = "School {Number} was removed from the list by {ChangedBy}")]
    private partial void LogDeleted(SchoolNumber number, string changedBy);
}
