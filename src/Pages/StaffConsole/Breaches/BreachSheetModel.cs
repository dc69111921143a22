using LeerId.Calendar;
using LeerId.Notices;
using LeerId.Register;

namespace LeerId.Pages.StaffConsole.Breaches;

/// <summary>All data of a breach on one page, to print or to copy into the authority's form.</summary>
/// <param name="Rows">The notice, and all its parts.</param>
/// <param name="Provider">The controller.</param>
/// <param name="Officers">Both officers.</param>
/// <param name="Now">The current moment, UTC.</param>
public sealed record BreachSheetModel(IReadOnlyList<Notice> Rows, ProviderOptions Provider, DpoOptions Officers, DateTimeOffset Now)
{
    // The order is that of the authorities' forms: first the notifier and the times, then the parts of article 33(3) of the GDPR.
    private static readonly (string Title, string[] Fields)[] Order =
    [
        ("Tijdlijn", ["happenedAt", "foundAt", "knownAt", "authorityNotifiedAt", "delayReason", "authorityNotRequiredReason"]),
        ("Aard van het datalek", ["source", "processor", "nature"]),
        ("Betrokkenen en gegevens", ["personCategories", "personCount", "dataCategories", "recordCount"]),
        ("Contactpunt", ["contact"]),
        ("Gevolgen en risico", ["consequences", "risk"]),
        ("Maatregelen", ["measures"]),
        ("Mededeling aan de betrokkenen", ["persons", "personsReason", "personsToldAt", "personsToldHow", "personsToldCount"]),
        ("Overleg met DOV", ["consultations"]),
    ];

    /// <summary>The breach itself.</summary>
    public Notice Notice => Rows[0];

    /// <summary>The 72 hours, in Dutch.</summary>
    public string Clock => BreachDeadline.Describe((BreachContent)Notice.Content, Notice.ClosedAt is not null, Now);

    /// <summary>The parts of the page.</summary>
    public IReadOnlyList<BreachSheetPart> Parts => [new("Wie meldt", [.. WhoNotifies()]), .. Order.Select(part => Part(part.Title, part.Fields))];

    private BreachSheetPart Part(string title, string[] names)
    {
        Dictionary<string, BreachFieldText> fields = BreachFields.Describe((BreachContent)Notice.Content).ToDictionary(field => field.Name);
        return new BreachSheetPart(title, [.. names.Select(name => Row(fields[name]))]);
    }

    private IEnumerable<LetterRow> WhoNotifies()
    {
        yield return new("Organisatie", Provider.Name);
        yield return new("Adres", Provider.Address);
        if (Provider.EnterpriseNumber.Length > 0)
            yield return new("Ondernemingsnummer", Provider.EnterpriseNumber);
        yield return new("Mail", Provider.Contact);
        yield return new("Functionaris voor gegevensbescherming", $"{Officers.Provider.Name}, {Officers.Provider.Telephone}, {Officers.Provider.Mail}");
        yield return new("Functionaris van DOV", $"{Officers.Dov.Name}, {Officers.Dov.Telephone}, {Officers.Dov.Mail}");
        yield return new("Nummer in ons register", Notice.Reference.Number);
        yield return new("Geregistreerd", DutchDate.Moment(Notice.RegisteredAt));
    }

    private static LetterRow Row(BreachFieldText field) => new(field.Label, field.Value ?? (field.IsMissing ? "ontbreekt nog" : "-"));
}

/// <summary>A part of the page.</summary>
/// <param name="Title">Its title, in Dutch.</param>
/// <param name="Rows">The fields with their values.</param>
public sealed record BreachSheetPart(string Title, IReadOnlyList<LetterRow> Rows);
