using LeerId.Applications;
using LeerId.Calendar;
using LeerId.Evidence;
using LeerId.Overview;
using LeerId.PrivacyLog.Seals;
using LeerId.Register;
using LeerId.Runs;
using LeerId.Secrets.Inventory;

namespace LeerId.Hosting;

/// <summary>The state of the app, in plain Dutch.</summary>
internal static class OperationText
{
    private const string Nothing = "";

    // The host ends a run after five minutes.
    private static readonly TimeSpan MaximumRunTime = TimeSpan.FromMinutes(10);

    // The timer runs every hour.
    private static readonly TimeSpan SealsWithin = TimeSpan.FromHours(3);

    private static readonly TimeSpan ExpiresSoon = TimeSpan.FromDays(60);

    public static DocumentSection Unread(string title) => new(
        title, ["Dit deel kon niet gelezen worden: de opslag of de kluis antwoordt niet. Probeer het over een halve minuut opnieuw."], []);

    public static DocumentSection Readiness(ReadinessReport report, string version) => new(
        "Kunnen leerlingen nu aanmelden?",
        [
            report.State switch
            {
                ReadinessState.Ok => "Ja: alles wat een aanmelding nodig heeft, werkt.",
                ReadinessState.Degraded => "Nee: alles werkt, maar de lijst van scholen is leeg. Elke leerling wordt geweigerd. Voer de lijst in.",
                _ => "Nee, of niet zeker: een aangeduid deel antwoordt niet. De log (gebeurtenis 6001) zegt wat er gevonden is.",
            },
            $"Versie van de app: {version}.",
        ],
        [
            new("Wat een aanmelding nodig heeft", ["Deel", "Toestand"],
                [.. report.Checks.Select(check => new DocumentRow(Part(check.Name), [State(check.State)], check.State != ReadinessState.Ok))]),
        ]);

    public static DocumentSection Runs(string title, IReadOnlyList<TimerRuns> jobs, DateTimeOffset now) => new(
        title,
        ["Een aangeduide taak is mislukt, afgebroken of te laat. Een uitvoering die mislukt, wordt de volgende keer hernomen."],
        [
            new("Laatste uitvoering van elke taak", ["Taak", "Wat ze doet", "Wanneer", "Laatst begonnen", "Geëindigd", "Uitkomst", "Aantallen"],
                [.. jobs.Select(job => Last(job, now))]),
            new("Uitvoeringen van de laatste twee weken die niet slaagden", ["Begonnen", "Taak", "Uitkomst", "Aantallen"],
                [.. from job in jobs
                    from run in job.Runs
                    where IsFailed(run, now)
                    orderby run.StartedAt descending
                    select new DocumentRow(DutchDate.Moment(run.StartedAt), [job.Job.Name, Outcome(run, now), Counts(run)], NeedsAttention: true)]),
        ]);

    public static DocumentSection Seals(string title, IReadOnlyList<SealedDay> found, DateOnly lastFinished, DateTimeOffset now)
    {
        if (found.Count == 0)
            return new(title, ["Er is nog geen enkel zegel."], []);
        HashSet<DateOnly> sealedDays = [.. found.Select(day => day.Day)];
        DateOnly newest = sealedDays.Max();
        DateOnly[] missing = [.. Days(sealedDays.Min(), newest).Where(day => !sealedDays.Contains(day))];
        DateOnly[] waiting = [.. Days(newest.AddDays(1), lastFinished)];
        DateOnly[] unreadable = [.. found.Where(day => day.Seal is null).Select(day => day.Day)];
        bool isLate = waiting.Length > 0 && now.UtcDateTime - waiting[0].AddDays(1).ToDateTime(TimeOnly.MinValue) > SealsWithin;
        return new(
            title,
            ["Dagen zijn hier UTC. Of de regels nog zijn zoals ze verzegeld werden, staat in het bewijsrapport."],
            [
                new("Zegels van de laatste 400 dagen", ["Wat", "Dagen"],
                [
                    new("Laatste verzegelde dag", [DutchDate.Day(newest)]),
                    new("Wachten op een zegel", [List(waiting)], isLate),
                    new("Zonder zegel tussen verzegelde dagen", [List(missing)], missing.Length > 0),
                    new("Zegel dat niet gelezen kan worden", [List(unreadable)], unreadable.Length > 0),
                ]),
            ]);
    }

    public static DocumentSection Secrets(string title, IReadOnlyList<SecretExpiry> secrets, DateTimeOffset? certificate, DateTimeOffset now)
    {
        bool areSettings = secrets.All(secret => secret.Newest is null or { CreatedAt: null });
        return new(
            title,
            [
                areSettings
                    ? "De geheimen staan hier in de instellingen, en niet in een kluis: daar vervallen ze niet."
                    : "Van elk geheim de nieuwste versie die niet uitgeschakeld is. Aangeduid is wat ontbreekt, of binnen 60 dagen vervalt.",
            ],
            [
                new("Geheimen en certificaten", ["Naam", "Waarvoor", "Nieuwste versie van", "Vervalt"],
                [
                    .. secrets.Select(secret => new DocumentRow(
                        secret.Name,
                        [
                            secret.Use, secret.Newest?.CreatedAt is { } created ? DutchDate.Moment(created) : Nothing,
                            secret.Newest is null ? "er is geen geheim" : Expiry(secret.Newest.ExpiresAt, now),
                        ],
                        secret.Newest is null || IsSoon(secret.Newest.ExpiresAt, now))),
                    new(
                        "Dpo:DovCertificate", ["een uuid in een melding versleutelen voor de functionaris van DOV", Nothing,
                            certificate is null ? "er is geen certificaat: de functionaris van DOV belt" : Expiry(certificate, now)],
                        IsSoon(certificate, now)),
                ]),
            ]);
    }

    public static DocumentSection Applications(IReadOnlyList<Application> applications) => new(
        "Toepassingen",
        ["Zoals ze in de instellingen staan (Applications:*)."],
        [
            new(
                "Toepassingen waarbij leerlingen aanmelden",
                ["Toepassing", "Client-id", "Terug na aanmelden", "Terug na afmelden", "Maakt zich bekend met", "Handtekening", "Scopes", "PKCE verplicht"],
                [.. applications.Select(application => new DocumentRow(
                    application.Name,
                    [
                        application.ClientId, string.Join(" ", application.RedirectUris), string.Join(" ", application.PostLogoutRedirectUris),
                        application.SecretName is { } secret ? $"{application.ClientAuthentication} ({secret})" : $"{application.ClientAuthentication}",
                        application.IdTokenAlgorithm, string.Join(" ", application.Scopes), DutchValue.YesNo(application.RequiresPkce),
                    ]))]),
        ]);

    private static DocumentRow Last(TimerRuns job, DateTimeOffset now)
    {
        RunRecord? last = job.Runs.Count > 0 ? job.Runs[0] : null;
        bool isOverdue = job.Job.IsOverdue(job.Schedule, last?.StartedAt, now);
        string outcome = last is null
            ? job.Job.RunsAlways ? "nog nooit uitgevoerd" : "niet uitgevoerd: het protocol loopt"
            : $"{Outcome(last, now)}{(isOverdue ? "; de volgende uitvoering is te laat" : Nothing)}";
        return new(
            job.Job.Name,
            [
                job.Job.Purpose, DutchValue.Schedule(job.Schedule), last is null ? Nothing : DutchDate.Moment(last.StartedAt),
                last?.EndedAt is { } end ? DutchDate.Moment(end) : Nothing, outcome, last is null ? Nothing : Counts(last),
            ],
            last is null ? job.Job.RunsAlways : isOverdue || IsFailed(last, now));
    }

    private static bool IsFailed(RunRecord run, DateTimeOffset now) => run.Failed > 0 || (run.EndedAt is null && now - run.StartedAt > MaximumRunTime);

    private static string Outcome(RunRecord run, DateTimeOffset now) => run switch
    {
        { EndedAt: null } => IsFailed(run, now) ? "afgebroken" : "loopt",
        { Block: RunBlock.WrongClock, WrongTime: { } wrong } =>
            $"tegengehouden: de klok van de app stond op {DutchDate.Moment(wrong)}, en die van de opslag op {DutchDate.Moment(run.StartedAt)}",
        { Block: RunBlock.TooManyRows } => "tegengehouden: het wissen wacht op een bevestiging",
        { Failed: > 0 } => $"mislukt op {EvidenceText.Number((int)Math.Min(run.Failed, int.MaxValue), "plaats", "plaatsen")}",
        { ToBeContinued: true } => "geslaagd; de volgende uitvoering gaat verder",
        _ => "geslaagd",
    };

    private static string Counts(RunRecord run)
    {
        (long Count, string Word)[] counts =
            [(run.Examined, "bekeken"), (run.Deleted, "gewist"), (run.Wiped, "gebruikersnamen gewist"), (run.Queued, "in de wachtrij gezet")];
        return string.Join(", ", counts.Where(count => count.Count > 0).Select(count => $"{EvidenceText.Count(count.Count)} {count.Word}"));
    }

    private static string Part(string check) => check switch
    {
        "metadata" => "de gegevens van ACM over zichzelf",
        "keys" => "de sleutels van ACM",
        "secrets" => "de geheimen van de app",
        "tables" => "de tabellen in de opslag",
        "queue" => "de wachtrij van meldingen",
        "schools" => "de lijst van scholen",
        "shutdown" => "deze instantie van de app, die stopt",
        _ => check,
    };

    private static string State(ReadinessState state) => state switch
    {
        ReadinessState.Ok => "werkt",
        ReadinessState.Degraded => "leeg",
        _ => "antwoordt niet, of is niet bruikbaar",
    };

    private static bool IsSoon(DateTimeOffset? end, DateTimeOffset now) => end - now < ExpiresSoon;

    private static string Expiry(DateTimeOffset? end, DateTimeOffset now) => end is not { } day
        ? "geen vervaldatum"
        : day <= now ? $"vervallen op {DutchDate.Moment(day)}" : DutchDate.Moment(day);

    private static string List(DateOnly[] days) => days.Length switch
    {
        0 => "geen",
        1 => DutchDate.Day(days[0]),
        _ => $"{EvidenceText.Count(days.Length)} dagen, van {DutchDate.Day(days[0])} tot en met {DutchDate.Day(days[^1])}",
    };

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly until)
    {
        for (DateOnly day = from; day <= until; day = day.AddDays(1))
            yield return day;
    }
}
