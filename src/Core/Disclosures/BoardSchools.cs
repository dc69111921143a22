using LeerId.Calendar;
using LeerId.Schools;

namespace LeerId.Disclosures;

/// <summary>Checks whether schools have a contract and belong to the board that asks, and finds the numbers under which their pupils are enrolled.</summary>
public sealed class BoardSchools(SchoolStore schools, TimeProvider clock)
{
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<BoardSchoolsCheck> CheckAsync(IReadOnlyList<SchoolNumber> numbers, string? board, CancellationToken cancellationToken) =>
        (await CheckAsync([(numbers, board)], cancellationToken))[0];

    /// <summary>Checks the schools of several disclosures against one reading of the list.</summary>
    /// <inheritdoc cref="CheckAsync(IReadOnlyList{SchoolNumber}, string?, CancellationToken)" path="/exception" />
    internal async Task<IReadOnlyList<BoardSchoolsCheck>> CheckAsync(
        IReadOnlyList<(IReadOnlyList<SchoolNumber> Numbers, string? Board)> disclosures, CancellationToken cancellationToken)
    {
        SchoolList list = await schools.ListAsync(cancellationToken);
        DateOnly today = BrusselsTime.Today(clock);
        return [.. disclosures.Select(disclosure => Check(list.Contracts, disclosure.Numbers, disclosure.Board, today))];
    }

    internal static BoardSchoolsCheck Check(
        IReadOnlyList<SchoolContract> contracts, IReadOnlyList<SchoolNumber> numbers, string? board, DateOnly today)
    {
        HashSet<SchoolNumber> asked = [.. numbers];
        SchoolContract[] found = [.. contracts.Where(contract => asked.Contains(contract.Number) && contract.IsInForceOn(today))
            .OrderBy(contract => contract.Number)];
        IEnumerable<UnmetCondition> without = asked.Except(found.Select(contract => contract.Number)).Order()
            .Select(number => new UnmetCondition(DisclosureCondition.SchoolWithoutContract) { School = number.ToString() });
        // A request without a board has a fault for that already.
        IEnumerable<UnmetCondition> ofOthers = string.IsNullOrWhiteSpace(board) ? [] : found.Where(contract => !IsSame(contract.Board, board))
            .Select(contract => new UnmetCondition(DisclosureCondition.SchoolNotOfBoard) { School = contract.Number.ToString() });

        // A former number that a school outside the disclosure also has, as after a split, may belong to that school's pupils.
        SchoolNumber[] former = [.. found.SelectMany(contract => contract.FormerNumbers).Where(number => !asked.Contains(number)).Distinct().Order()];
        HashSet<SchoolNumber> ofOutside = [.. contracts.Where(contract => !asked.Contains(contract.Number))
            .SelectMany(contract => contract.FormerNumbers.Append(contract.Number))];
        return new BoardSchoolsCheck(
            [.. without, .. ofOthers],
            [.. found.Select(contract => new DisclosureSchool(contract.Number.ToString(), contract.Name))],
            [.. found.Select(contract => contract.Number), .. former.Except(ofOutside)],
            [.. former.Intersect(ofOutside)]);
    }

    private static bool IsSame(string? one, string other) => one is not null && string.Equals(Words(one), Words(other), StringComparison.OrdinalIgnoreCase);

    private static string Words(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>The result of checking the schools of a disclosure.</summary>
/// <param name="Unmet">The conditions that are not met.</param>
/// <param name="Schools">The schools with a contract in force, by number.</param>
/// <param name="Numbers">The numbers under which their pupils are enrolled, including former ones.</param>
/// <param name="LeftOut">The former numbers that schools outside the disclosure also have, which are left out.</param>
public sealed record BoardSchoolsCheck(
    IReadOnlyList<UnmetCondition> Unmet, IReadOnlyList<DisclosureSchool> Schools, IReadOnlyList<SchoolNumber> Numbers, IReadOnlyList<SchoolNumber> LeftOut);
