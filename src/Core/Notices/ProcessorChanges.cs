using LeerId.Calendar;

namespace LeerId.Notices;

/// <summary>Describes the differences between two lists of processors, in Dutch. The order of a list doesn't matter.</summary>
internal static class ProcessorChanges
{
    /// <summary>Describes the changes, one per line; null if there are none.</summary>
    public static string? Describe(IEnumerable<KnownProcessor> before, IEnumerable<KnownProcessor> after)
    {
        List<KnownProcessor> removed = [.. before], added = [];
        foreach (KnownProcessor processor in after)
        {
            if (!removed.Remove(processor))
                added.Add(processor);
        }

        List<string> changed = [];
        // An organisation with the same name and different terms has changed. A different name is a different organisation.
        foreach (KnownProcessor now in added.ToArray())
        {
            if (removed.Find(one => one.Name == now.Name) is not { } then)
                continue;
            removed.Remove(then);
            added.Remove(now);
            changed.Add($"Gewijzigd: {now.Name}: {string.Join("; ", Fields(then, now))}.");
        }

        string[] lines =
        [
            .. added.Select(processor => $"Toegevoegd: {Whole(processor)}."),
            .. removed.Select(processor => $"Verwijderd: {Whole(processor)}."),
            .. changed,
        ];
        return lines.Length == 0 ? null : string.Join('\n', lines);
    }

    private static string Whole(KnownProcessor processor) =>
        $"{processor.Name} (dienst: {processor.Service}; land: {processor.Country}; overeenkomst: {processor.Agreement};"
            + $" sinds {DutchDate.Day(processor.Since)})";

    private static IEnumerable<string> Fields(KnownProcessor then, KnownProcessor now)
    {
        if (then.Service != now.Service)
            yield return $"de dienst was \"{then.Service}\" en is nu \"{now.Service}\"";
        if (then.Country != now.Country)
            yield return $"het land was {then.Country} en is nu {now.Country}";
        if (then.Agreement != now.Agreement)
            yield return $"de overeenkomst was \"{then.Agreement}\" en is nu \"{now.Agreement}\"";
        if (then.Since != now.Since)
            yield return $"de begindatum was {DutchDate.Day(then.Since)} en is nu {DutchDate.Day(now.Since)}";
    }
}
