using LeerId.Archive;
using LeerId.Calendar;
using LeerId.Disclosures;
using LeerId.Notices;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Retention;

namespace LeerId.Evidence;

/// <summary>Writes the part of a report about the events in the period, in plain Dutch.</summary>
internal static class EvidenceEventsText
{
    private const string Nothing = "";

    public static IReadOnlyList<DocumentSection> Write(EvidenceReport report) =>
    [
        Deletions(report.Deletions), Archive(report.Archive), Seals(report.Seals), StaffAccess(report.StaffAccess, report.From), Notices(report.Notices),
        Disclosures(report.Disclosures),
    ];

    private static DocumentSection Deletions(IReadOnlyList<DeletionJob> jobs) => new(
        "Wissen van gegevens",
        ["Van uitvoeringen die slaagden en niets moesten wissen, staat hier alleen het aantal. In het ondertekende verslag staan ze allemaal."],
        [
            new("Overzicht", ["Wat gewist wordt", "Taak", "Uitvoeringen", "Gewist", "Gebruikersnamen gewist", "Mislukt", "Nachten zonder uitvoering"],
                [.. jobs.Select(job => new DocumentRow(
                    job.Purpose,
                    [
                        job.Job, EvidenceText.Count(job.Runs.Count), EvidenceText.Count(job.Runs.Sum(run => run.Deleted)),
                        EvidenceText.Count(job.Runs.Sum(run => run.Wiped)), EvidenceText.Count(job.Runs.Sum(run => run.Failed)), Nights(job),
                    ],
                    NeedsAttention: job.NightsWithoutRun.Count > 0 || job.Runs.Any(IsFailed) || job is { IsNightly: true, FirstRunAt: null }))]),
            .. jobs.Select(job => new DocumentTable(
                $"Uitvoeringen van {job.Job} waarbij iets gewist werd of die niet slaagden",
                ["Begonnen", "Geëindigd", "Grond", "Grens", "Bekeken", "Gewist", "Gebruikersnamen gewist", "Mislukt", "Vervolg"],
                [.. job.Runs.Where(run => run.Deleted + run.Wiped > 0 || IsFailed(run)).Select(Run)])),
        ]);

    private static DocumentSection Archive(ArchiveEvidence archive) => new(
        "Archief van de privacylog en de registers",
        [
            "Elke nacht worden nieuwe verzegelde dagen en wijzigingen gearchiveerd. De software wijzigt of wist niets in het archief. "
                + "Zodra de termijn in de opslag vergrendeld is, kan niemand er iets wijzigen of wissen tot die termijn voorbij is.",
        ],
        [
            new("Archiveren", ["Taak", "Uitvoeringen", "Rijen", "Mislukt", "Nachten zonder uitvoering"],
            [
                new(
                    NightlyArchive.Job,
                    [
                        EvidenceText.Count(archive.Runs.Count), EvidenceText.Count(archive.Runs.Sum(run => run.Rows)),
                        EvidenceText.Count(archive.Runs.Sum(run => run.Failed)),
                        archive switch
                        {
                            { FirstRunAt: null } => "nog nooit uitgevoerd",
                            { NightsWithoutRun: [] } => "geen",
                            _ => Days(archive.NightsWithoutRun),
                        },
                    ],
                    archive.FirstRunAt is null || archive.NightsWithoutRun.Count > 0 || archive.Runs.Any(run => run.Failed > 0 || run.EndedAt is null)),
            ]),
            new("Laatste lijsten van bestanden", ["Lijst", "SHA-256"],
                [.. archive.NewestManifests.Select(file => new DocumentRow(file.Name, [file.Sha256]))]),
        ]);

    private static DocumentRow Run(DeletionRun run) => new(
        DutchDate.Moment(run.StartedAt),
        [
            run.EndedAt is { } end ? DutchDate.Moment(end) : "niet geëindigd",
            Ground(run.Ground),
            run.CutOff is { } cutOff ? $"van vóór {DutchDate.Moment(cutOff)}" : run.Ground == RetentionSweep.AgreementEnded ? "alles" : Nothing,
            EvidenceText.Count(run.Examined), EvidenceText.Count(run.Deleted), EvidenceText.Count(run.Wiped), EvidenceText.Count(run.Failed),
            run.ToBeContinued ? "de volgende uitvoering ging verder" : Nothing,
        ],
        IsFailed(run));

    // The ground of a run that prunes records is the name of their table.
    private static string Ground(string? ground) => ground switch
    {
        null => Nothing,
        RetentionSweep.RetentionPeriod => "de bewaartermijn is voorbij",
        RetentionSweep.AgreementEnded => "het protocol is geëindigd",
        _ => $"de bewaartermijn van {ground} is voorbij",
    };

    private static bool IsFailed(DeletionRun run) => run.Failed > 0 || run.EndedAt is null;

    private static string Nights(DeletionJob job) => job switch
    {
        { IsNightly: false } => "loopt op vraag",
        { FirstRunAt: null } => "nog nooit uitgevoerd",
        { NightsWithoutRun: [] } => "geen",
        _ => Days(job.NightsWithoutRun),
    };

    private static DocumentSection Seals(SealEvidence seals) => new(
        "Privacylog: vergeleken met de zegels",
        [
            "Elke afgelopen dag (UTC) van de privacylog is verzegeld. Voor dit verslag zijn de regels opnieuw met die zegels vergeleken.",
            seals.Faults == 0 ? "Er is geen dag gevonden die niet klopt." : $"Er moet nagekeken worden: {EvidenceText.Number(seals.Faults, "dag", "dagen")}.",
            .. seals.NotCompared == 0
                ? Array.Empty<string>()
                :
                [
                    $"Voor {EvidenceText.Number(seals.NotCompared, "dag", "dagen")} was er geen tijd om de regels te vergelijken: "
                        + "daarvan is alleen het zegel nagegaan. Vraag een verslag van een kortere periode.",
                ],
        ],
        [
            new("Toestand van elke dag", ["Dagen", "Toestand", "Verzegelde regels", "Gevonden regels"],
                [.. GroupByState(seals.Days).Select(days => new DocumentRow(
                    Range(days[0].Day, days[^1].Day),
                    [State(days[0]), Sum(days, day => day.Sealed), Sum(days, day => day.Found)],
                    DayVerdict.IsFaulty(days[0].State)))]),
        ]);

    /// <summary>Groups consecutive days with the same state. A day that somebody must investigate forms a group by itself.</summary>
    private static List<List<SealedDayEvidence>> GroupByState(IReadOnlyList<SealedDayEvidence> days)
    {
        List<List<SealedDayEvidence>> groups = [];
        foreach (SealedDayEvidence day in days)
        {
            if (groups is [.., var last] && last[0].State == day.State && (last[0].Sealed is null) == (day.Sealed is null) && !DayVerdict.IsFaulty(day.State))
                last.Add(day);
            else
                groups.Add([day]);
        }

        return groups;
    }

    private static string Sum(List<SealedDayEvidence> days, Func<SealedDayEvidence, long?> count) =>
        days.TrueForAll(day => count(day) is null) ? Nothing : EvidenceText.Count(days.Sum(day => count(day) ?? 0));

    private static string State(SealedDayEvidence day) => day.State switch
    {
        DayState.Whole => "ongewijzigd",
        DayState.Changed => "veranderd: even veel regels, maar niet dezelfde",
        DayState.LostEntries => "er ontbreken regels",
        DayState.GainedEntries => "er zijn regels bij gekomen",
        DayState.SealMissing => "geen zegel",
        DayState.SealNotAuthentic => "het zegel is niet echt",
        DayState.Expired => "gewist na de bewaartermijn; het zegel blijft",
        DayState.NotYetSealed => "nog niet verzegeld",
        DayState.BeforeFirstSeal => "van vóór de eerste verzegeling, zonder regels",
        _ => day.Sealed is null ? "niet nagegaan" : "alleen het zegel nagegaan: het is echt",
    };

    private static DocumentSection StaffAccess(StaffAccessEvidence access, DateOnly from) => new(
        "Toegang door medewerkers",
        [
            access.Actions.Count == 0
                ? "In de privacylog staat geen enkele handeling van een medewerker." : "Zo vaak deed elke rol iets, volgens de privacylog (dagen in UTC).",
            .. access.NotCounted.Count == 0 ? Array.Empty<string>() : [$"Niet meegeteld: {Days(access.NotCounted)}."],
            "Wie gegevens van leerlingen ziet, moet in het jaar ervoor de tekst over vertrouwelijkheid aanvaard hebben (artikel 6). "
                + "Bij elke medewerker staat de laatste aanvaarding vóór het einde van de periode.",
            .. access.PeopleNotRead.Count == 0
                ? Array.Empty<string>() : [$"Van deze dagen is niet bekend welke medewerkers iets deden: {Days(access.PeopleNotRead)}."],
        ],
        [
            new("Handelingen per rol", ["Rol", "Handeling", "Aantal"],
                [.. access.Actions.Select(action => new DocumentRow(
                    PrivacyLogTexts.Role(action.Role), [PrivacyLogTexts.Action(action.Action), EvidenceText.Count(action.Count)]))]),
            new("Medewerkers per rol, en wanneer ze de vertrouwelijkheid aanvaardden",
                ["Rol", "Medewerker (nummer in de personeelsgids)", "Aanvaard", "Versie", "Geldig tot en met"],
                [.. access.People.Select(person => new DocumentRow(
                    PrivacyLogTexts.Role(person.Role),
                    [
                        person.ObjectId, person.AcceptedAt is { } accepted ? DutchDate.Moment(accepted) : "niet aanvaard",
                        person.AcceptedVersion ?? Nothing, person.GoodUntil is { } last ? DutchDate.Day(last) : Nothing,
                    ],
                    NeedsAttention: person.GoodUntil is null || person.GoodUntil < from))]),
        ]);

    private static DocumentSection Notices(IReadOnlyList<NoticeEvidence> notices) => new(
        "Meldingen",
        [notices.Count == 0 ? "Er zijn geen meldingen geregistreerd." : "Wat de meldingen zeggen, staat in het register van meldingen en niet hier."],
        [
            new("Geregistreerde meldingen", ["Nummer", "Soort", "Toestand", "Geregistreerd", "Bij de dienstenleverancier", "Bij DOV"],
                [.. notices.Select(notice => new DocumentRow(
                    notice.Reference,
                    [
                        Kind(notice.Kind), State(notice.State), DutchDate.Moment(notice.RegisteredAt), Moment(notice.SentToProviderAt),
                        notice.IsForDov ? Moment(notice.SentToDovAt) : "niet voor DOV",
                    ],
                    NeedsAttention: notice.State == NoticeState.Undelivered))]),
            new("Datalekken en de toezichthouder (AVG, artikel 33)",
                ["Nummer", "Bekend sinds", "Waar", "Risico", "Aan de toezichthouder gemeld", "Binnen 72 uur"],
                [.. from notice in notices
                    where notice.Breach is not null
                    let breach = notice.Breach
                    select new DocumentRow(
                        notice.Reference,
                        [
                            DutchDate.Moment(breach.KnownAt), Source(breach.Source), Risk(breach.Risk), Moment(breach.AuthorityNotifiedAt), Term(breach.Term),
                        ],
                        NeedsAttention: breach.Term is AuthorityTerm.Late or AuthorityTerm.NotRecorded)]),
            new("Volledigheid van de datalekken (AVG, artikelen 33 en 34; protocol, artikel 9)", ["Nummer", "Afgesloten", "Wat ontbreekt"],
                [.. from notice in notices
                    where notice.Breach is not null
                    let breach = notice.Breach
                    select new DocumentRow(notice.Reference, [Moment(breach.ClosedAt), Missing(breach)], NeedsAttention: breach.ClosedAt is null)]),
        ]);

    private static DocumentSection Disclosures(IReadOnlyList<DisclosureEvidence> disclosures) => new(
        "Mededelingen aan andere dienstenleveranciers",
        [disclosures.Count == 0 ? "Er zijn geen mededelingen." : "Aan wie en waarom, staat in het register van mededelingen en niet hier."],
        [
            new("Mededelingen van uuid's", ["Nummer", "Toestand", "Scholen", "Gevraagd", "DOV verwittigd", "Gegeven", "Leerlingen", "SHA-256 van het bestand"],
                [.. disclosures.Select(disclosure => new DocumentRow(
                    disclosure.Id,
                    [
                        State(disclosure), EvidenceText.Count(disclosure.Schools), DutchDate.Moment(disclosure.RequestedAt), Moment(disclosure.DovToldAt),
                        disclosure.ReleasedAt is { } released ? DutchDate.Moment(released) : Nothing,
                        disclosure.Pupils is { } pupils ? EvidenceText.Count(pupils) : Nothing, disclosure.Sha256 ?? Nothing,
                    ],
                    NeedsAttention: disclosure.IsReleasedBeforeNotice))]),
        ]);

    private static string State(DisclosureEvidence disclosure) =>
        DisclosureTexts.State(disclosure.State) + (disclosure.WithdrawnAt is { } withdrawn ? $" op {DutchDate.Moment(withdrawn)}" : "");

    private static string Moment(DateTimeOffset? moment) => moment is { } known ? DutchDate.Moment(known) : "nog niet";

    private static string Kind(NoticeKind kind) => kind switch
    {
        NoticeKind.Breach => "datalek",
        NoticeKind.Quality => "kwaliteit van de gegevens",
        NoticeKind.Change => "wijziging",
        NoticeKind.Disclosure => "mededeling aan een andere dienstenleverancier",
        NoticeKind.Sharing => "andere mededeling van gegevens",
        NoticeKind.Request => "herinnering aan een verzoek van een betrokkene",
        NoticeKind.Agreement => "einde van het protocol",
        _ => kind.ToString(),
    };

    private static string State(NoticeState state) => state switch
    {
        NoticeState.Registered => "geregistreerd",
        NoticeState.Queued => "onderweg",
        NoticeState.Sent => "verzonden",
        _ => "niet aangekomen",
    };

    private static string Source(BreachSource? source) => source switch
    {
        null => "nog niet opgegeven",
        BreachSource.Own => "bij de dienstenleverancier",
        BreachSource.Processor => "bij een verwerker",
        _ => "bij DOV",
    };

    private static string Missing(BreachEvidence breach) => breach.Missing.Count == 0
        ? "niets"
        : string.Join(", ", breach.Missing.Select(BreachFields.Label)) + (breach.ClosedAt is null ? "" : " (met een reden in het register van meldingen)");

    private static string Risk(RiskJudgement? risk) => risk switch
    {
        null => "nog niet beoordeeld",
        RiskJudgement.Unlikely => "onwaarschijnlijk",
        RiskJudgement.Risk => "een risico",
        _ => "een hoog risico",
    };

    private static string Term(AuthorityTerm term) => term switch
    {
        AuthorityTerm.Within => "ja",
        AuthorityTerm.Late => "nee",
        AuthorityTerm.Running => "de termijn loopt",
        AuthorityTerm.NotRequired => "niet nodig: de reden staat in het register van meldingen",
        _ => "nee: geen melding geregistreerd",
    };

    /// <summary>Writes days as ranges, such as <c>1 september 2026 tot en met 3 september 2026, 9 september 2026</c>.</summary>
    private static string Days(IReadOnlyList<DateOnly> days)
    {
        List<(DateOnly First, DateOnly Last)> ranges = [];
        foreach (DateOnly day in days)
        {
            if (ranges is [.., var last] && last.Last.AddDays(1) == day)
                ranges[^1] = (last.First, day);
            else
                ranges.Add((day, day));
        }

        return string.Join(", ", ranges.Select(range => Range(range.First, range.Last)));
    }

    private static string Range(DateOnly first, DateOnly last) =>
        first == last ? DutchDate.Day(first) : $"{DutchDate.Day(first)} tot en met {DutchDate.Day(last)}";
}
