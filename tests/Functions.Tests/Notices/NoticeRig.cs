using LeerId.Notices;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.Notices;

/// <summary>The functions on their own storage account, with a mail server, and with queue settings that keep tests fast.</summary>
public sealed class NoticeRig : IAsyncDisposable
{
    public const string Provider = "dpo@provider.example";
    public const string Dov = "dpo@dov.example";

    private NoticeRig(SignInRig rig)
    {
        Rig = rig;
        Register = rig.Host.Services.GetRequiredService<NoticeRegister>();
    }

    public SignInRig Rig { get; }

    public NoticeRegister Register { get; }

    public FakeTimeProvider Clock => Rig.Clock;

    public LogCapture Logs => Rig.Logs;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Dictionary<string, string?> Settings(string mailHost, int mailPort) => new()
    {
        ["Acm:Issuer"] = "http://127.0.0.1:9/op",
        ["Smtp:Host"] = mailHost,
        ["Smtp:Port"] = $"{mailPort}",
        ["Smtp:From"] = "LeerID <leerid@provider.example>",
        ["Dpo:Provider:Name"] = "Functionaris van de dienstenleverancier",
        ["Dpo:Provider:Telephone"] = "+32 2 555 01 01",
        ["Dpo:Provider:Mail"] = Provider,
        ["Dpo:Dov:Name"] = "Functionaris van DOV",
        ["Dpo:Dov:Telephone"] = "02 555 01 02",
        ["Dpo:Dov:Mail"] = Dov,
        ["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:00:00",
        ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.100",
    };

    public static async Task<NoticeRig> StartAsync(string storage, int mailPort, params (string Name, string Value)[] settings)
    {
        Dictionary<string, string?> all = Settings("127.0.0.1", mailPort);
        foreach ((string name, string value) in settings)
            all[name] = value;
        return new NoticeRig(await SignInRig.StartAsync(storage, SignInRig.NewClock(), all, Cancel));
    }

    /// <summary>
    /// A breach with most fields filled in. It is not yet decided whether the persons are notified, and the authority and DOV have not been
    /// notified.
    /// </summary>
    public static BreachContent Breach(DateTimeOffset knownAt) => new()
    {
        Source = BreachSource.Own,
        HappenedAt = knownAt.AddHours(-5),
        FoundAt = knownAt.AddHours(-1),
        KnownAt = knownAt,
        Nature = "Een bestand stond open.",
        PersonCategories = "leerlingen van het lager onderwijs",
        PersonCount = 1200,
        DataCategories = "identificatiegegevens",
        RecordCount = 1200,
        Contact = "de functionaris voor gegevensbescherming",
        Consequences = "Onbevoegden konden gegevens inzien.",
        Measures = "Het bestand is afgesloten.",
        Risk = RiskJudgement.Risk,
        Persons = PersonsDecision.Undecided,
    };

    public async Task<NoticeReference> ReportAsync(NoticeContent? content = null) =>
        Assert.IsType<NoticeOutcome.Registered>(await Register.ReportAsync(content ?? Breach(Clock.GetUtcNow()), "staff", request: null, Cancel)).Reference;

    /// <summary>Changes fields of a breach that has no changes yet.</summary>
    public Task<NoticeOutcome> ChangeAsync(NoticeReference breach, BreachContent values, params string[] names) => Rig.Host.Services
        .GetRequiredService<BreachRegister>().ChangeAsync(breach.Number, 0, new BreachPatch(values, names.ToHashSet()), "dpo", Cancel);

    public async Task<Notice> FindAsync(NoticeReference reference) => (await Register.FindAsync(reference, Cancel))!;

    public Task UntilAsync(NoticeReference reference, NoticeState state) => Eventually.TrueAsync(
        $"{reference} is {state}", async () => (await FindAsync(reference)).State == state, Cancel);

    public async Task<bool> FireAsync(string timer) => (await Rig.Host.FireTimerAsync(timer, Cancel))!.Succeeded;

    public ValueTask DisposeAsync() => Rig.DisposeAsync();
}
