using LeerId.Text;
using Microsoft.Extensions.Logging;

namespace LeerId.Schools;

/// <summary>What staff do with one school on the list. Each change is logged with who made it.</summary>
public sealed partial class SchoolRegister(SchoolStore store, ILogger<SchoolRegister> logger)
{
    /// <summary>A school's contract; null when it has none or the text is not a school number.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<SchoolContract?> FindAsync(string number, CancellationToken cancellationToken) =>
        SchoolNumber.TryParse(number, out SchoolNumber school) ? await store.FindAsync(school, cancellationToken) : null;

    /// <summary>Puts a contract on the list, in place of the one the school had.</summary>
    /// <param name="number">The school's number, six digits.</param>
    /// <param name="terms">The contract; it is checked, with the rest of the list in view.</param>
    /// <param name="changedBy">The object id of the member of staff.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<SchoolOutcome> PutAsync(string number, SchoolTerms terms, string changedBy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(terms);
        List<FieldFault> faults = [];
        if (terms.Check(number, faults) is not { } contract)
            return new SchoolOutcome.Invalid(faults);

        string change = store.NewChange();
        bool isNew = true;
        while (true)
        {
            SchoolList list = await store.ListAsync(cancellationToken);
            // An earlier try stored the contract, and its answer was lost.
            if (list.Pointer.Changes.Contains(change))
                break;
            FieldFault[] collisions = [.. CheckFormerNumbers(list, contract)];
            if (collisions.Length > 0)
                return new SchoolOutcome.Invalid(collisions);
            isNew = !list.HasRow(contract.Number);
            SchoolContract? before = list.Contracts.FirstOrDefault(school => school.Number == contract.Number);
            if (await store.TryPutAsync(contract, list.Pointer, exists: !isNew, before, change, changedBy, cancellationToken))
                break;
        }

        LogPut(contract.Number, changedBy);
        return new SchoolOutcome.Stored(contract, isNew);
    }

    /// <summary>Takes a school off the list; false when it is not there.</summary>
    /// <param name="number">The school's number.</param>
    /// <param name="changedBy">The object id of the member of staff.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<bool> DeleteAsync(string number, string changedBy, CancellationToken cancellationToken)
    {
        if (!SchoolNumber.TryParse(number, out SchoolNumber school) || !await store.DeleteAsync(school, changedBy, cancellationToken))
            return false;
        LogDeleted(school, changedBy);
        return true;
    }

    // Faults between other schools are not this one's.
    private static IEnumerable<FieldFault> CheckFormerNumbers(SchoolList list, SchoolContract contract) => SchoolRules
        .CheckFormerNumbers([.. list.Contracts.Where(other => other.Number != contract.Number), contract])
        .Where(fault => fault.School == contract.Number || fault.Other == contract.Number)
        .Select(fault => fault.School == contract.Number
            ? new FieldFault("formerNumbers", fault.Fault)
            : new FieldFault("number", $"is a former number of {fault.School}, in the same period"));

    [LoggerMessage(EventId = 3010, Level = LogLevel.Information, Message = "School {Number} is put on the list by {ChangedBy}")]
    private partial void LogPut(SchoolNumber number, string changedBy);

    [LoggerMessage(EventId = 3011, Level = LogLevel.Information, Message = "School {Number} is taken off the list by {ChangedBy}")]
    private partial void LogDeleted(SchoolNumber number, string changedBy);
}

/// <summary>How putting a school on the list ended.</summary>
public abstract record SchoolOutcome
{
    private SchoolOutcome()
    {
    }

    /// <summary>It is on the list.</summary>
    /// <param name="Contract">As it is stored.</param>
    /// <param name="IsNew">Whether the school had no contract before.</param>
    public sealed record Stored(SchoolContract Contract, bool IsNew) : SchoolOutcome;

    /// <summary>The contract has values that are not allowed. Nothing is changed.</summary>
    /// <param name="Faults">All of them.</param>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : SchoolOutcome;
}
