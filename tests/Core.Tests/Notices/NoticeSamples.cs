using LeerId.Notices;

namespace LeerId.Core.Tests.Notices;

internal static class NoticeSamples
{
    public static readonly DateTimeOffset KnownAt = new(2026, 9, 1, 6, 30, 0, TimeSpan.Zero);

    /// <summary>A first report with only the required fields.</summary>
    public static BreachContent FirstReport { get; } = new() { KnownAt = KnownAt, Nature = "Een bestand stond open." };

    public static BreachContent Breach { get; } = new()
    {
        Source = BreachSource.Own,
        HappenedAt = new DateTimeOffset(2026, 8, 31, 20, 0, 0, TimeSpan.Zero),
        FoundAt = new DateTimeOffset(2026, 9, 1, 6, 0, 0, TimeSpan.Zero),
        KnownAt = KnownAt,
        Nature = "Een bestand stond open.\nDat was zo sinds zondag.",
        PersonCategories = "leerlingen van het lager onderwijs",
        PersonCount = 1200,
        DataCategories = "identificatiegegevens",
        RecordCount = 24000,
        Contact = "de functionaris & haar team",
        Consequences = "Onbevoegden konden gegevens inzien.",
        Measures = "Het bestand is afgesloten.",
        Risk = RiskJudgement.High,
        Persons = PersonsDecision.Undecided,
    };

    /// <summary>A complete breach, which can be closed.</summary>
    public static BreachContent Complete { get; } = Breach with
    {
        Persons = PersonsDecision.Done,
        PersonsToldAt = KnownAt.AddHours(1),
        PersonsToldHow = "met een brief aan de ouders",
        PersonsToldCount = 1180,
        AuthorityNotifiedAt = KnownAt.AddHours(1),
        Consultations = [new() { At = KnownAt.AddMinutes(30), Participants = "beide functionarissen", Decision = "De scholen krijgen een brief." }],
    };

    public static DisclosureContent Disclosure { get; } = new()
    {
        Receiver = "Uitgeverij Voorbeeld",
        ReceiverProtocol = "LEERID/2025/17",
        ReceiverProtocolDate = new DateOnly(2025, 3, 1),
        Purpose = "Dezelfde leerling herkennen in beide leermiddelen.",
        Compatibility = "Het is dezelfde identificatie, voor dezelfde school.",
        Board = "Scholengroep Voorbeeld vzw",
        BoardRequest = "brief 12",
        BoardRequestDate = new DateOnly(2026, 8, 20),
        Schools = ["012345 Basisschool De Linde", "030569 Basisschool De Beuk"],
        NotBefore = new DateTimeOffset(2026, 9, 3, 22, 0, 0, TimeSpan.Zero),
    };

    public static Notice Notice(NoticeContent content, NoticeKind kind = NoticeKind.Breach, string part = "") => new()
    {
        Reference = new NoticeReference(kind, "01K4E8J1YZ3N5B6C7D8E9F0G1H", part),
        Content = content,
        State = NoticeState.Queued,
        RegisteredAt = KnownAt,
        SentAt = new Dictionary<NoticeRecipient, DateTimeOffset?>(),
    };
}
