using LeerId.Text;

namespace LeerId.Notices;

/// <summary>
/// A change of some fields of a breach (JSON Merge Patch, RFC 7396): only the fields that the request names change, and null removes a value.
/// </summary>
/// <param name="Values">The new values.</param>
/// <param name="Names">The names of the fields that the request names.</param>
public sealed record BreachPatch(BreachContent Values, IReadOnlySet<string> Names)
{
    /// <summary>Returns the breach after the change.</summary>
    public BreachContent ApplyTo(BreachContent breach)
    {
        BreachContent values = Cleaned(Values);
        return BreachFields.All.Where(field => Names.Contains(field.Name)).Aggregate(breach, (changed, field) => field.Copy(changed, values));
    }

    /// <summary>Returns the breach without its blank texts, which count as null.</summary>
    internal static BreachContent Cleaned(BreachContent breach) => breach with
    {
        Nature = Given(breach.Nature),
        Processor = Given(breach.Processor),
        PersonCategories = Given(breach.PersonCategories),
        DataCategories = Given(breach.DataCategories),
        Contact = Given(breach.Contact),
        Consequences = Given(breach.Consequences),
        Measures = Given(breach.Measures),
        PersonsReason = Given(breach.PersonsReason),
        PersonsToldHow = Given(breach.PersonsToldHow),
        DelayReason = Given(breach.DelayReason),
        AuthorityNotRequiredReason = Given(breach.AuthorityNotRequiredReason),
    };

    private static string? Given(string? text) => PlainText.IsBlank(text) ? null : text;
}
