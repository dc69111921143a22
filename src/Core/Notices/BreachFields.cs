using System.Globalization;
using LeerId.Calendar;

namespace LeerId.Notices;

/// <summary>One field of a breach.</summary>
/// <param name="Name">Its name in JSON, such as <c>personCount</c>.</param>
/// <param name="Label">Its name in Dutch.</param>
/// <param name="Show">The function that returns its value in Dutch; null if it has none.</param>
/// <param name="Copy">The function that copies its value from the second breach into the first.</param>
/// <param name="IsMissing">The function that tells whether the breach still needs a value before it can be closed; null for an optional field.</param>
internal sealed record BreachField(
    string Name, string Label, Func<BreachContent, string?> Show, Func<BreachContent, BreachContent, BreachContent> Copy,
    Func<BreachContent, bool>? IsMissing = null)
{
    /// <summary>Returns a breach that has this field only.</summary>
    public BreachContent Only(BreachContent breach) => Copy(new BreachContent(), breach);
}

/// <summary>A field of a breach, as text for people.</summary>
/// <param name="Name">Its name in JSON, such as <c>personCount</c>.</param>
/// <param name="Label">Its name in Dutch.</param>
/// <param name="Value">Its value in Dutch; null if it has none.</param>
/// <param name="IsMissing">Whether it must still be given before the breach can be closed.</param>
public sealed record BreachFieldText(string Name, string Label, string? Value, bool IsMissing);

/// <summary>The fields of a breach, in the order in which pages and mails show them.</summary>
public static class BreachFields
{
    /// <summary>
    /// All fields. Each field precedes the fields that depend on it: a change of the source, the decision or the notification clears the fields that
    /// depended on the former value, unless the same change sets them.
    /// </summary>
    internal static IReadOnlyList<BreachField> All { get; } =
    [
        new("source", "Waar het gebeurde",
            breach => breach.Source?.Dutch(),
            (to, from) => from.Source == to.Source ? to : to with { Source = from.Source, Processor = null },
            IsMissing: breach => breach.Source is null),
        new("processor", "Verwerker",
            breach => breach.Processor,
            (to, from) => to with { Processor = from.Processor }),
        new("happenedAt", "Gebeurd",
            breach => Moment(breach.HappenedAt),
            (to, from) => to with { HappenedAt = from.HappenedAt }),
        new("foundAt", "Vastgesteld",
            breach => Moment(breach.FoundAt),
            (to, from) => to with { FoundAt = from.FoundAt },
            IsMissing: breach => breach.FoundAt is null),
        new("knownAt", "Kennis genomen",
            breach => Moment(breach.KnownAt),
            (to, from) => to with { KnownAt = from.KnownAt }),
        new("nature", "Aard van de inbreuk",
            breach => breach.Nature,
            (to, from) => to with { Nature = from.Nature }),
        new("personCategories", "Categorieën van betrokkenen",
            breach => breach.PersonCategories,
            (to, from) => to with { PersonCategories = from.PersonCategories },
            IsMissing: breach => breach.PersonCategories is null),
        new("personCount", "Aantal betrokkenen, bij benadering",
            breach => Count(breach.PersonCount),
            (to, from) => to with { PersonCount = from.PersonCount },
            IsMissing: breach => breach.PersonCount is null),
        new("dataCategories", "Categorieën van gegevens",
            breach => breach.DataCategories,
            (to, from) => to with { DataCategories = from.DataCategories },
            IsMissing: breach => breach.DataCategories is null),
        new("recordCount", "Aantal gegevensrecords, bij benadering",
            breach => Count(breach.RecordCount),
            (to, from) => to with { RecordCount = from.RecordCount },
            IsMissing: breach => breach.RecordCount is null),
        new("contact", "Contactpunt",
            breach => breach.Contact,
            (to, from) => to with { Contact = from.Contact }),
        new("consequences", "Waarschijnlijke gevolgen",
            breach => breach.Consequences,
            (to, from) => to with { Consequences = from.Consequences },
            IsMissing: breach => breach.Consequences is null),
        new("measures", "Genomen of voorgestelde maatregelen",
            breach => breach.Measures,
            (to, from) => to with { Measures = from.Measures },
            IsMissing: breach => breach.Measures is null),
        new("risk", "Beoordeling van het risico",
            breach => breach.Risk?.Dutch(),
            (to, from) => to with { Risk = from.Risk },
            IsMissing: breach => breach.Risk is null),
        new("persons", "Mededeling aan de betrokkenen (AVG, artikel 34)",
            breach => breach.Persons?.Dutch(),
            (to, from) => from.Persons == to.Persons
                ? to
                : to with { Persons = from.Persons, PersonsReason = null, PersonsToldAt = null, PersonsToldHow = null, PersonsToldCount = null },
            IsMissing: breach => breach.Persons is null or PersonsDecision.Undecided),
        new("personsReason", "Toelichting bij die beslissing",
            breach => breach.PersonsReason,
            (to, from) => to with { PersonsReason = from.PersonsReason }),
        new("personsToldAt", "Wanneer de betrokkenen ingelicht zijn",
            breach => Moment(breach.PersonsToldAt),
            (to, from) => to with { PersonsToldAt = from.PersonsToldAt }),
        new("personsToldHow", "Hoe de betrokkenen ingelicht zijn",
            breach => breach.PersonsToldHow,
            (to, from) => to with { PersonsToldHow = from.PersonsToldHow }),
        new("personsToldCount", "Hoeveel betrokkenen ingelicht zijn",
            breach => Count(breach.PersonsToldCount),
            (to, from) => to with { PersonsToldCount = from.PersonsToldCount }),
        new("authorityNotifiedAt", "Melding aan de Gegevensbeschermingsautoriteit",
            breach => Moment(breach.AuthorityNotifiedAt),
            (to, from) => from.AuthorityNotifiedAt is null
                ? to with { AuthorityNotifiedAt = null }
                : to with { AuthorityNotifiedAt = from.AuthorityNotifiedAt, AuthorityNotRequiredReason = null },
            IsMissing: breach => breach.IsAuthorityMissing),
        new("delayReason", "Reden van de vertraging",
            breach => breach.DelayReason,
            (to, from) => to with { DelayReason = from.DelayReason }),
        new("authorityNotRequiredReason", "Waarom een melding aan de autoriteit niet hoeft",
            breach => breach.AuthorityNotRequiredReason,
            (to, from) => to with { AuthorityNotRequiredReason = from.AuthorityNotRequiredReason }),
        new("consultations", "Overleg tussen beide partijen",
            breach => Shown(breach.Consultations),
            (to, from) => to with { Consultations = from.Consultations },
            IsMissing: breach => breach.Consultations is null or []),
    ];

    private static readonly Dictionary<string, BreachField> ByName = All.ToDictionary(field => field.Name, StringComparer.Ordinal);

    /// <summary>Returns the names of the fields that a breach needs before it can be closed.</summary>
    public static IReadOnlyList<string> Missing(BreachContent breach) =>
        [.. All.Where(field => field.IsMissing is { } isMissing && isMissing(breach)).Select(field => field.Name)];

    /// <summary>Returns all fields of a breach, as text for people.</summary>
    public static IReadOnlyList<BreachFieldText> Describe(BreachContent breach) =>
        [.. All.Select(field => new BreachFieldText(field.Name, field.Label, field.Show(breach), field.IsMissing?.Invoke(breach) == true))];

    /// <summary>Returns the fields in which two versions of a breach differ.</summary>
    internal static IReadOnlyList<BreachField> Changed(BreachContent former, BreachContent now) =>
        [.. All.Where(field => !NoticeJson.Write(field.Only(former)).AsSpan().SequenceEqual(NoticeJson.Write(field.Only(now))))];

    /// <summary>Returns the names of the fields in which two versions of a breach differ.</summary>
    public static IReadOnlyList<string> ChangedNames(BreachContent former, BreachContent now) => [.. Changed(former, now).Select(field => field.Name)];

    /// <summary>Returns a breach with the given fields of another one, and no others.</summary>
    internal static BreachContent Part(BreachContent breach, IReadOnlyList<BreachField> fields) =>
        fields.Aggregate(new BreachContent(), (part, field) => field.Copy(part, breach));

    /// <summary>Returns the Dutch name of a field, or the given name if there is no such field.</summary>
    public static string Label(string name) => ByName.TryGetValue(name, out BreachField? field) ? field.Label : name;

    /// <summary>Returns the fields with the given names; unknown names are left out.</summary>
    internal static IEnumerable<BreachField> Named(IEnumerable<string> names) => names.Select(name => ByName.GetValueOrDefault(name)).OfType<BreachField>();

    /// <summary>Returns the name of a field of one consultation, such as <c>consultations[0].at</c>.</summary>
    /// <param name="place">The index of the consultation in the list, counted from 0.</param>
    /// <param name="field">The name of its field in JSON.</param>
    public static string OfConsultation(int place, string field) => string.Create(CultureInfo.InvariantCulture, $"consultations[{place}].{field}");

    private static string? Moment(DateTimeOffset? moment) => moment is { } known ? DutchDate.Moment(known) : null;

    private static string? Count(long? count) => count is { } known ? DutchDate.Count(known) : null;

    private static string? Shown(IReadOnlyList<Consultation>? consultations) => consultations is null or []
        ? null
        : string.Join(
            "\n\n", consultations.Select(consultation => $"{Moment(consultation.At)}, met {consultation.Participants}:\n{consultation.Decision}"));
}
