using LeerId.Text;

namespace LeerId.Functions.Staff;

/// <summary>
/// Checks the parameters in the query of an address for staff. Unknown parameters are refused, not ignored: otherwise <c>?dry-run=true</c> would apply an
/// import, and <c>?to=</c> would return the report of another period.
/// </summary>
internal static class StaffQuery
{
    private const int MaximumNameLength = 60;

    /// <summary>Checks that the address has each parameter, and that each occurs once. Names are case-insensitive.</summary>
    /// <exception cref="StaffRequestException">A parameter is unknown or occurs several times.</exception>
    public static void Check(IQueryCollection query, IReadOnlyList<string> allowed)
    {
        FieldFault[] faults = [.. query.SelectMany(parameter => Faults(parameter.Key, parameter.Value.Count, query, allowed))];
        if (faults.Length > 0)
            throw new StaffRequestException(
                StatusCodes.Status400BadRequest, "query-invalid",
                "The query has parameters that this address doesn't have, or has one more than once. Nothing is done.", faults);
    }

    private static IEnumerable<FieldFault> Faults(string name, int count, IQueryCollection query, IReadOnlyList<string> allowed)
    {
        if (!allowed.Contains(name, StringComparer.OrdinalIgnoreCase))
            yield return StaffHttp.Fault(Shown(name), Unknown(name, [.. allowed.Where(one => !query.ContainsKey(one))], allowed));
        else if (count > 1)
            yield return StaffHttp.Fault(Shown(name), $"occurs {count} times; give it once");
    }

    private static string Unknown(string name, IReadOnlyList<string> unused, IReadOnlyList<string> allowed)
    {
        if (allowed.Count == 0)
            return "is not a parameter of this address, which has none";
        string listed = $"is not a parameter of this address, which has {string.Join(" and ", allowed)}";
        return unused.MinBy(one => Distance(name, one)) is { } likely ? $"{listed}; did you mean {likely}?" : listed;
    }

    private static string Shown(string name) => name.Length <= MaximumNameLength ? name : $"{name[..MaximumNameLength]}...";

    // The Levenshtein distance of the letters, without regard to case.
    private static int Distance(string one, string other)
    {
        char[] from = Letters(one), to = Letters(other);
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }

    private static char[] Letters(string name) => [.. name.Take(MaximumNameLength).Where(char.IsLetter).Select(char.ToLowerInvariant)];
}
