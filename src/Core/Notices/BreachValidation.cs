using LeerId.Text;

namespace LeerId.Notices;

/// <summary>Checks a breach: the required fields have a value, and the fields are consistent with each other.</summary>
internal static class BreachValidation
{
    private const string BeforeItHappened = "ligt voor het tijdstip waarop het gebeurde";

    public static void Check(BreachContent breach, NoticeChecker checker)
    {
        CheckTimes(breach, checker);
        checker.Text(nameof(breach.Nature), breach.Nature);
        checker.Choice(nameof(breach.Source), breach.Source, required: false);
        checker.Text(nameof(breach.Processor), breach.Processor, required: breach.Source == BreachSource.Processor);
        if (breach.Source != BreachSource.Processor && breach.Processor is not null)
        {
            checker.Add(
                nameof(breach.Processor), "must be empty unless source is processor",
                "moet leeg zijn, tenzij het datalek bij een verwerker gebeurde");
        }

        checker.Text(nameof(breach.PersonCategories), breach.PersonCategories, required: false);
        checker.Count(nameof(breach.PersonCount), breach.PersonCount, required: false);
        checker.Text(nameof(breach.DataCategories), breach.DataCategories, required: false);
        checker.Count(nameof(breach.RecordCount), breach.RecordCount, required: false);
        checker.Text(nameof(breach.Contact), breach.Contact, required: false);
        checker.Text(nameof(breach.Consequences), breach.Consequences, required: false);
        checker.Text(nameof(breach.Measures), breach.Measures, required: false);
        checker.Choice(nameof(breach.Risk), breach.Risk, required: false);
        CheckPersons(breach, checker);
        CheckAuthority(breach, checker);
        CheckConsultations(breach, checker);
    }

    /// <summary>Checks whether a breach can be closed: each missing field needs a reason, and no other field may have one.</summary>
    public static IReadOnlyList<FieldFault> CheckClosing(BreachContent breach, IReadOnlyDictionary<string, string> reasons, DateTimeOffset now)
    {
        NoticeChecker checker = new(now);
        IReadOnlyList<string> missing = BreachFields.Missing(breach);
        foreach (string field in missing)
        {
            if (PlainText.IsBlank(reasons.GetValueOrDefault(field)))
            {
                checker.Add(
                    field, "is missing: fill it in, or explain in reasons why it has no value",
                    "ontbreekt: vul het in, of geef een reden waarom het er niet is");
            }
        }

        foreach ((string field, string reason) in reasons)
        {
            if (!missing.Contains(field, StringComparer.Ordinal))
                checker.Add("reasons", "has a reason for a field that is not missing", "heeft een reden voor een gegeven dat niet ontbreekt");

            checker.Text("reasons", reason, required: false);
        }

        return [.. checker.Faults.Distinct()];
    }

    private static void CheckTimes(BreachContent breach, NoticeChecker checker)
    {
        checker.Moment(nameof(breach.HappenedAt), breach.HappenedAt, required: false);
        checker.Moment(nameof(breach.FoundAt), breach.FoundAt, required: false);
        checker.Moment(nameof(breach.KnownAt), breach.KnownAt);
        if (breach.HappenedAt > breach.FoundAt)
            checker.Add(nameof(breach.FoundAt), "is earlier than happenedAt", BeforeItHappened);
        if (breach.FoundAt > breach.KnownAt)
            checker.Add(nameof(breach.KnownAt), "is earlier than foundAt", "ligt voor het tijdstip van de vaststelling");
        else if (breach.FoundAt is null && breach.HappenedAt > breach.KnownAt)
            checker.Add(nameof(breach.KnownAt), "is earlier than happenedAt", BeforeItHappened);
    }

    // Article 34 of the GDPR: a decision not to inform the persons needs a reason. If they were informed, the moment, the way and the number are required.
    private static void CheckPersons(BreachContent breach, NoticeChecker checker)
    {
        checker.Choice(nameof(breach.Persons), breach.Persons, required: false);
        checker.Text(nameof(breach.PersonsReason), breach.PersonsReason, required: breach.Persons == PersonsDecision.NotRequired);
        bool told = breach.Persons == PersonsDecision.Done;
        checker.Moment(nameof(breach.PersonsToldAt), breach.PersonsToldAt, required: told);
        checker.Text(nameof(breach.PersonsToldHow), breach.PersonsToldHow, required: told);
        checker.Count(nameof(breach.PersonsToldCount), breach.PersonsToldCount, required: told);
        if (told)
            return;
        const string NotInformed = "must be empty unless persons is done";
        const string NotInformedInDutch = "moet leeg zijn zolang de betrokkenen niet ingelicht zijn";
        if (breach.PersonsToldAt is not null)
            checker.Add(nameof(breach.PersonsToldAt), NotInformed, NotInformedInDutch);
        if (breach.PersonsToldHow is not null)
            checker.Add(nameof(breach.PersonsToldHow), NotInformed, NotInformedInDutch);
        if (breach.PersonsToldCount is not null)
            checker.Add(nameof(breach.PersonsToldCount), NotInformed, NotInformedInDutch);
    }

    // Article 33(1) of the GDPR. The party where the breach happened must notify, so a breach at DOV needs no judgement of the risk here.
    private static void CheckAuthority(BreachContent breach, NoticeChecker checker)
    {
        checker.Moment(nameof(breach.AuthorityNotifiedAt), breach.AuthorityNotifiedAt, required: false);
        if (breach.AuthorityNotifiedAt < breach.KnownAt)
        {
            checker.Add(
                nameof(breach.AuthorityNotifiedAt), "is earlier than knownAt", "ligt voor het tijdstip waarop u van het datalek kennis nam");
        }
        checker.Text(nameof(breach.DelayReason), breach.DelayReason, required: breach.AuthorityNotifiedAt > breach.KnownAt + BreachContent.Term);
        checker.Text(nameof(breach.AuthorityNotRequiredReason), breach.AuthorityNotRequiredReason, required: false);
        if (breach.AuthorityNotRequiredReason is null)
            return;
        if (breach.AuthorityNotifiedAt is not null)
        {
            checker.Add(
                nameof(breach.AuthorityNotRequiredReason), "must be empty when the authority was notified",
                "moet leeg zijn als de autoriteit de melding kreeg");
        }
        else if (breach.Source != BreachSource.Dov && breach.Risk != RiskJudgement.Unlikely)
        {
            checker.Add(
                nameof(breach.Risk), "is not judged unlikely: notify the authority, or give the new judgement",
                "zegt niet dat een risico onwaarschijnlijk is: meld het datalek aan de autoriteit, of geef eerst de nieuwe beoordeling");
        }
    }

    private static void CheckConsultations(BreachContent breach, NoticeChecker checker)
    {
        for (int place = 0; place < (breach.Consultations?.Count ?? 0); place++)
        {
            Consultation? consultation = breach.Consultations![place];
            checker.Moment(BreachFields.OfConsultation(place, "at"), consultation?.At);
            checker.Text(BreachFields.OfConsultation(place, "participants"), consultation?.Participants);
            checker.Text(BreachFields.OfConsultation(place, "decision"), consultation?.Decision);
        }
    }
}
