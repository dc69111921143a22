using LeerId.Notices;

namespace LeerId.Pages.StaffConsole.Breaches;

/// <summary>A step in the handling of a breach: some of its fields, on a separate form.</summary>
/// <param name="Slug">The end of its path.</param>
/// <param name="Title">Its title, in Dutch.</param>
/// <param name="Fields">The names of the fields, in the order of the form.</param>
public sealed record BreachStep(string Slug, string Title, IReadOnlyList<string> Fields)
{
    /// <summary>The fields that depend on a choice: they need a value, or may have one, only with that choice.</summary>
    private static readonly Dictionary<string, Func<BreachContent, bool>> Dependent = new(StringComparer.Ordinal)
    {
        ["processor"] = breach => breach.Source == BreachSource.Processor,
        ["personsToldAt"] = breach => breach.Persons == PersonsDecision.Done,
        ["personsToldHow"] = breach => breach.Persons == PersonsDecision.Done,
        ["personsToldCount"] = breach => breach.Persons == PersonsDecision.Done,
        ["authorityNotRequiredReason"] = breach => breach.AuthorityNotifiedAt is null,
    };

    /// <summary>The steps, in the order in which they are shown. Each field of a breach is in one of them.</summary>
    public static IReadOnlyList<BreachStep> All { get; } =
    [
        new("gebeurd", "Wat er gebeurd is", ["source", "processor", "happenedAt", "foundAt", "knownAt", "nature"]),
        new("betrokken", "Over wie en over welke gegevens het gaat", ["personCategories", "personCount", "dataCategories", "recordCount"]),
        new("gevolgen", "Gevolgen, maatregelen en risico", ["consequences", "measures", "risk", "contact"]),
        new("autoriteit", "De autoriteit", ["authorityNotifiedAt", "delayReason", "authorityNotRequiredReason"]),
        new("inlichten", "De betrokkenen inlichten", ["persons", "personsReason", "personsToldAt", "personsToldHow", "personsToldCount"]),
        new("overleg", "Overleg met DOV", ["consultations"]),
    ];

    /// <summary>
    /// The change that a form requests. It omits fields that depend on another choice and were not edited, because the new choice clears their
    /// values.
    /// </summary>
    /// <param name="stored">The breach as it is stored.</param>
    /// <param name="typed">The fields as they were typed.</param>
    internal BreachPatch Patch(BreachContent stored, BreachContent typed)
    {
        IReadOnlyList<string> changed = BreachFields.ChangedNames(stored, typed);
        return new BreachPatch(typed, Fields
            .Where(field => changed.Contains(field, StringComparer.Ordinal) || !Dependent.TryGetValue(field, out var belongs) || belongs(typed))
            .ToHashSet(StringComparer.Ordinal));
    }
}
