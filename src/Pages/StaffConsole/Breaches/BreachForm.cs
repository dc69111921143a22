using System.Globalization;
using LeerId.Notices;
using LeerId.Pages.StaffConsole.Notices;
using LeerId.Pages.StaffConsole.Parts;

namespace LeerId.Pages.StaffConsole.Breaches;

/// <summary>The fields of a breach in a form: filled in from a breach, and read as one.</summary>
internal static class BreachForm
{
    private static readonly string[] ConsultationFields = ["at", "participants", "decision"];

    /// <summary>Fills in every field.</summary>
    public static void Fill(ConsoleForm form, BreachContent breach)
    {
        form.Set("source", NoticeChoices.ValueOf(breach.Source));
        form.Set("processor", breach.Processor);
        form.Set("happenedAt", ConsoleForm.Text(breach.HappenedAt));
        form.Set("foundAt", ConsoleForm.Text(breach.FoundAt));
        form.Set("knownAt", ConsoleForm.Text(breach.KnownAt));
        form.Set("nature", breach.Nature);
        form.Set("personCategories", breach.PersonCategories);
        form.Set("personCount", Text(breach.PersonCount));
        form.Set("dataCategories", breach.DataCategories);
        form.Set("recordCount", Text(breach.RecordCount));
        form.Set("contact", breach.Contact);
        form.Set("consequences", breach.Consequences);
        form.Set("measures", breach.Measures);
        form.Set("risk", NoticeChoices.ValueOf(breach.Risk));
        form.Set("persons", EnumChoice.ToText(breach.Persons ?? PersonsDecision.Undecided));
        form.Set("personsReason", breach.PersonsReason);
        form.Set("personsToldAt", ConsoleForm.Text(breach.PersonsToldAt));
        form.Set("personsToldHow", breach.PersonsToldHow);
        form.Set("personsToldCount", Text(breach.PersonsToldCount));
        form.Set("authorityNotifiedAt", ConsoleForm.Text(breach.AuthorityNotifiedAt));
        form.Set("delayReason", breach.DelayReason);
        form.Set("authorityNotRequiredReason", breach.AuthorityNotRequiredReason);
        for (int place = 0; place < (breach.Consultations?.Count ?? 0); place++)
        {
            Consultation consultation = breach.Consultations![place];
            form.Set(BreachFields.OfConsultation(place, "at"), ConsoleForm.Text(consultation.At));
            form.Set(BreachFields.OfConsultation(place, "participants"), consultation.Participants);
            form.Set(BreachFields.OfConsultation(place, "decision"), consultation.Decision);
        }
    }

    /// <summary>
    /// Reads every field. A field that was not edited keeps its stored value, because a form shows no seconds and must not change them.
    /// </summary>
    public static BreachContent Read(ConsoleForm form, BreachContent stored) => new()
    {
        Source = EnumChoice.Read<BreachSource>(form, "source"),
        Processor = Text(form, "processor", stored.Processor),
        HappenedAt = Moment(form, "happenedAt", stored.HappenedAt),
        FoundAt = Moment(form, "foundAt", stored.FoundAt),
        KnownAt = Moment(form, "knownAt", stored.KnownAt),
        Nature = Text(form, "nature", stored.Nature),
        PersonCategories = Text(form, "personCategories", stored.PersonCategories),
        PersonCount = form.Number("personCount"),
        DataCategories = Text(form, "dataCategories", stored.DataCategories),
        RecordCount = form.Number("recordCount"),
        Contact = Text(form, "contact", stored.Contact),
        Consequences = Text(form, "consequences", stored.Consequences),
        Measures = Text(form, "measures", stored.Measures),
        Risk = EnumChoice.Read<RiskJudgement>(form, "risk"),
        // The initial value of the form is 'undecided'. It counts as a decision only if it was stored as one.
        Persons = EnumChoice.Read<PersonsDecision>(form, "persons") is { } persons
            && (persons != PersonsDecision.Undecided || stored.Persons is not null) ? persons : null,
        PersonsReason = Text(form, "personsReason", stored.PersonsReason),
        PersonsToldAt = Moment(form, "personsToldAt", stored.PersonsToldAt),
        PersonsToldHow = Text(form, "personsToldHow", stored.PersonsToldHow),
        PersonsToldCount = form.Number("personsToldCount"),
        AuthorityNotifiedAt = Moment(form, "authorityNotifiedAt", stored.AuthorityNotifiedAt),
        DelayReason = Text(form, "delayReason", stored.DelayReason),
        AuthorityNotRequiredReason = Text(form, "authorityNotRequiredReason", stored.AuthorityNotRequiredReason),
        Consultations = Consultations(form, stored),
    };

    /// <summary>The number of consultations that the form shows: those that are filled in, and an empty one.</summary>
    public static int Places(ConsoleForm form)
    {
        int place = 0;
        while (Array.Exists(ConsultationFields, field => form[BreachFields.OfConsultation(place, field)].Length > 0))
            place++;
        return place + 1;
    }

    // A consultation whose fields are all empty is removed, and the later ones move up, because the faults of Core number those that are left.
    private static List<Consultation>? Consultations(ConsoleForm form, BreachContent stored)
    {
        int places = 0;
        while (form.All(BreachFields.OfConsultation(places, ConsultationFields[0])).Count > 0)
            places++;
        (int Place, string[] Values)[] filled =
        [
            .. Enumerable.Range(0, places)
                .Select(place => (Place: place, Values: ConsultationFields.Select(field => form[BreachFields.OfConsultation(place, field)]).ToArray()))
                .Where(row => Array.Exists(row.Values, value => value.Length > 0)),
        ];
        List<Consultation> read = [];
        for (int place = 0; place < places; place++)
        {
            for (int field = 0; field < ConsultationFields.Length; field++)
                form.Set(BreachFields.OfConsultation(place, ConsultationFields[field]), place < filled.Length ? filled[place].Values[field] : "");
            if (place >= filled.Length)
                continue;
            Consultation? former = stored.Consultations?.ElementAtOrDefault(filled[place].Place);
            read.Add(new Consultation
            {
                At = Moment(form, BreachFields.OfConsultation(place, "at"), former?.At),
                Participants = Text(form, BreachFields.OfConsultation(place, "participants"), former?.Participants),
                Decision = Text(form, BreachFields.OfConsultation(place, "decision"), former?.Decision),
            });
        }

        return read.Count == 0 ? null : read;
    }

    private static DateTimeOffset? Moment(ConsoleForm form, string name, DateTimeOffset? stored) =>
        stored is not null && form[name] == ConsoleForm.Text(stored) ? stored : form.Moment(name);

    private static string? Text(ConsoleForm form, string name, string? stored)
    {
        string typed = form[name].ReplaceLineEndings("\n");
        return typed == stored?.Trim() ? stored : typed.Length == 0 ? null : typed;
    }

    private static string Text(long? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "";
}
