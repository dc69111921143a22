using LeerId.Calendar;

namespace LeerId.Schools.Refusals;

/// <summary>Lists the schools whose pupils were refused because the school has no contract. Counts below five are never shown.</summary>
public sealed class ForgottenContracts(SchoolRefusalRows rows, RefusalCountingSwitch counting, SchoolStore schools, TimeProvider clock)
{
    /// <summary>Reads the schools, the one with the most refusals first; empty while counting is off.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<ForgottenContractList> ReadAsync(CancellationToken cancellationToken)
    {
        RefusalCounting state = await counting.ReadAsync(cancellationToken);
        if (!state.IsOn)
            return new(state, []);

        DateOnly today = BrusselsTime.Today(clock);
        SchoolRefusals[] refusals = await rows.ListAsync(SchoolRefusalPruning.FirstKept(today), cancellationToken)
            .Where(count => count.Count >= SchoolRefusalPruning.MinimumCount).ToArrayAsync(cancellationToken);
        if (refusals.Length == 0)
            return new(state, []);

        IReadOnlyList<SchoolContract> contracts = (await schools.ListAsync(cancellationToken)).Contracts;
        ILookup<SchoolNumber, SchoolContract> held = contracts
            .SelectMany(contract => contract.FormerNumbers.Prepend(contract.Number).Select(number => (Number: number, Contract: contract)))
            .ToLookup(entry => entry.Number, entry => entry.Contract);
        return new(
            state,
            [
                .. from count in refusals
                   group count by count.School into school
                   let contract = Nearest(held[school.Key], today)
                   let total = school.Sum(day => day.Count)
                   orderby total descending, school.Key
                   select new ForgottenContract(school.Key, contract, contract?.IsInForceOn(today) == true, total, [.. school.OrderBy(day => day.Day)]),
            ]);
    }

    // If no contract is in force, a contract that begins later takes precedence over one that has ended.
    private static SchoolContract? Nearest(IEnumerable<SchoolContract> held, DateOnly today) =>
        held.FirstOrDefault(contract => contract.IsInForceOn(today))
        ?? held.Where(contract => contract.From > today).MinBy(contract => contract.From)
        ?? held.MaxBy(contract => contract.Until);
}

/// <summary>The schools whose pupils were refused, and whether refusals are counted.</summary>
/// <param name="Counting">Whether refused sign-ins are counted, and who decided it.</param>
/// <param name="Schools">The schools, the one with the most refusals first.</param>
public sealed record ForgottenContractList(RefusalCounting Counting, IReadOnlyList<ForgottenContract> Schools);

/// <summary>A school whose pupils were refused in the last 30 days.</summary>
/// <param name="School">The number under which they are enrolled.</param>
/// <param name="Contract">The contract that the list of schools has under that number, which may have ended or begin later; null if there is none.</param>
/// <param name="HasContractToday">Whether that contract is in force today, because somebody has remedied it.</param>
/// <param name="Refused">The number of refused sign-ins on all those days together.</param>
/// <param name="Days">The days, oldest first.</param>
public sealed record ForgottenContract(
    SchoolNumber School, SchoolContract? Contract, bool HasContractToday, long Refused, IReadOnlyList<SchoolRefusals> Days);
