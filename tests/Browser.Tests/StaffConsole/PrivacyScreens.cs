using LeerId.Calendar;
using LeerId.DataSubjects;
using LeerId.LocalHost.StaffDirectory;
using LeerId.Requests;
using LeerId.Restrictions;
using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>The steps that open the screens Verzoeken, Beperkingen and Leerling.</summary>
internal static class PrivacyScreens
{
    private static readonly string Privacy = StaffTokens.ObjectIdOf(StaffRole.Privacy).ToString("D");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The leer_id_uuid of a made-up pupil of the simulator.</summary>
    public static string LeerId(int pupil) => $"1ee71d00-0000-4000-8000-{pupil:d12}";

    public static async Task OpenRequestsAsync(IPage page, LocalHostFixture host)
    {
        DateOnly today = BrusselsTime.Today(TimeProvider.System);
        await RegisterAsync(host, RequestKind.Objection, today.AddDays(-28));
        await RegisterAsync(host, RequestKind.Erasure, today.AddDays(-25));
        await RegisterAsync(host, RequestKind.Access, today);
        await page.OpenConsoleAsync(host, StaffRole.Privacy, "verzoeken");
    }

    public static Task OpenNewRequestAsync(IPage page, LocalHostFixture host) => page.OpenConsoleAsync(host, StaffRole.Privacy, "verzoeken/nieuw");

    public static async Task OpenFaultyRequestAsync(IPage page, LocalHostFixture host)
    {
        await OpenNewRequestAsync(page, host);
        await page.PressAsync("Registreer het verzoek");
    }

    public static async Task OpenRequestAsync(IPage page, LocalHostFixture host) =>
        await page.OpenConsoleAsync(host, StaffRole.Privacy, $"verzoeken/{await RegisterTodayAsync(host)}");

    public static async Task OpenWholeRequestAsync(IPage page, LocalHostFixture host)
    {
        await OpenRequestAsync(page, host);
        await page.Locator("summary").ClickAsync();
        await page.PressAsync("Toon");
    }

    public static async Task OpenDecisionAsync(IPage page, LocalHostFixture host) =>
        await page.OpenConsoleAsync(host, StaffRole.Privacy, $"verzoeken/{await RegisterTodayAsync(host)}/beslissing");

    public static async Task OpenConflictAsync(IPage page, LocalHostFixture host)
    {
        string number = await RegisterTodayAsync(host);
        await page.OpenConsoleAsync(host, StaffRole.Privacy, $"verzoeken/{number}/beslissing");
        await host.Get<RequestRegister>().DecideAsync(
            number, new NewDecision { Outcome = DecisionOutcome.Granted, Reason = "In orde." }, new RequestEditor(Privacy, null), Cancel);
        await page.GetByLabel("Geweigerd", new() { Exact = true }).CheckAsync();
        await page.FillInAsync("Reden", "Niet bekend bij de school.");
        await page.PressAsync("Noteer de beslissing");
    }

    public static Task OpenPupilFormAsync(IPage page, LocalHostFixture host) => page.OpenConsoleAsync(host, StaffRole.AccessControl, "leerling");

    public static async Task OpenPupilAsync(IPage page, LocalHostFixture host)
    {
        await SignPupilInAsync(page, host, "identified");
        await page.OpenConsoleAsync(host, StaffRole.Privacy, $"leerling?verzoek={await RegisterTodayAsync(host)}");
        await LookUpAsync(page, 1);
    }

    public static async Task OpenErasureCheckAsync(IPage page, LocalHostFixture host)
    {
        await SignPupilInAsync(page, host, "two-schools");
        await page.OpenConsoleAsync(host, StaffRole.Privacy, $"leerling?verzoek={await RegisterTodayAsync(host)}");
        await LookUpAsync(page, 2);
        await page.PressAsync("Wis de gegevens: controleer eerst");
    }

    public static async Task OpenErasureAsync(IPage page, LocalHostFixture host)
    {
        await OpenErasureCheckAsync(page, host);
        await page.PressAsync("Wis de gegevens van deze leerling");
    }

    public static async Task OpenPlaceRestrictionAsync(IPage page, LocalHostFixture host)
    {
        await page.OpenConsoleAsync(host, StaffRole.Privacy, $"leerling?verzoek={await RegisterTodayAsync(host, RequestKind.Objection)}");
        await LookUpAsync(page, 9001);
        await page.PressAsync("Plaats een beperking of bezwaar");
    }

    public static async Task OpenRestrictionsAsync(IPage page, LocalHostFixture host)
    {
        await RestrictAsync(host, RestrictionGround.AccuracyContested);
        await page.OpenConsoleAsync(host, StaffRole.Dpo, "beperkingen");
    }

    public static async Task OpenRestrictionAsync(IPage page, LocalHostFixture host) =>
        await page.OpenConsoleAsync(host, StaffRole.Privacy, $"beperkingen/{await RestrictAsync(host, RestrictionGround.ObjectionPending)}");

    public static async Task OpenLiftAsync(IPage page, LocalHostFixture host) =>
        await page.OpenConsoleAsync(host, StaffRole.Privacy, $"beperkingen/{await RestrictAsync(host, RestrictionGround.LegalClaims)}/opheffen");

    public static async Task OpenUpholdAsync(IPage page, LocalHostFixture host) =>
        await page.OpenConsoleAsync(host, StaffRole.Privacy, $"beperkingen/{await RestrictAsync(host, RestrictionGround.ObjectionPending)}/inwilligen");

    /// <summary>Fills in a pupil on a form that already has a reason, because it was opened from a request, and looks the pupil up.</summary>
    public static async Task LookUpAsync(IPage page, int pupil)
    {
        await page.FillInAsync("Leer_id_uuid", LeerId(pupil));
        await page.PressAsync("Zoek de leerling op");
    }

    /// <summary>Signs a made-up pupil in, in a separate browser.</summary>
    public static async Task SignPupilInAsync(IPage page, LocalHostFixture host, string persona)
    {
        await using IBrowserContext context = await page.Context.Browser!.NewContextAsync();
        await (await context.NewPageAsync()).SignInAsync(host, persona);
    }

    /// <summary>Registers a request dated today, and returns its number.</summary>
    public static Task<string> RegisterTodayAsync(LocalHostFixture host, RequestKind kind = RequestKind.Erasure) =>
        RegisterAsync(host, kind, BrusselsTime.Today(TimeProvider.System));

    private static async Task<string> RegisterAsync(LocalHostFixture host, RequestKind kind, DateOnly receivedOn)
    {
        NewRequest request = new()
        {
            Kind = kind,
            ReceivedOn = receivedOn,
            Requester = new Requester { Name = "Ouder van een leerling", Contact = "ouder@voorbeeld.example" },
            Identity = new IdentityEvidence { Check = IdentityCheck.School },
            Description = "Vraagt om alle gegevens te wissen.",
        };
        return Assert.IsType<RequestOutcome.Done>(
            await host.Get<RequestRegister>().RegisterAsync(request, Privacy, repeatable: null, Cancel)).Request.Number;
    }

    // No other test signs this pupil in.
    private static async Task<string> RestrictAsync(LocalHostFixture host, RestrictionGround ground)
    {
        RestrictionRequest request = new() { LeerIdUuid = LeerId(9000), Ground = ground, ReviewOn = BrusselsTime.Today(TimeProvider.System).AddDays(30) };
        return Assert.IsType<RestrictionOutcome.Done>(await host.Get<StudentRestrictions>().PlaceAsync(
            request, new StaffCaller(Privacy, StaffRole.Privacy, "test"), repeatable: null, Cancel)).Restriction.Id;
    }
}
