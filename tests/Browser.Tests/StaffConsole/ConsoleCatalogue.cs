using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>The screens of the console by a name, and how to come to each. The name is that of its picture in docs/images/beheer.</summary>
internal static class ConsoleCatalogue
{
    private static readonly Dictionary<string, Func<IPage, LocalHostFixture, Task>> Screens = new()
    {
        ["overzicht"] = OpenOverviewAsync,
        ["zonder-contract"] = OpenForgottenAsync,
        ["hulpcode"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Helpdesk, "hulpcode"),
        ["verzoeken"] = PrivacyScreens.OpenRequestsAsync,
        ["verzoek"] = PrivacyScreens.OpenRequestAsync,
        ["verzoek-nieuw"] = PrivacyScreens.OpenNewRequestAsync,
        ["verzoek-fouten"] = PrivacyScreens.OpenFaultyRequestAsync,
        ["verzoek-aanvrager"] = PrivacyScreens.OpenWholeRequestAsync,
        ["verzoek-beslissing"] = PrivacyScreens.OpenDecisionAsync,
        ["verzoek-twee-versies"] = PrivacyScreens.OpenConflictAsync,
        ["leerling"] = PrivacyScreens.OpenPupilFormAsync,
        ["leerling-bewaard"] = PrivacyScreens.OpenPupilAsync,
        ["leerling-wissen"] = PrivacyScreens.OpenErasureCheckAsync,
        ["leerling-gewist"] = PrivacyScreens.OpenErasureAsync,
        ["leerling-beperking"] = PrivacyScreens.OpenPlaceRestrictionAsync,
        ["beperkingen"] = PrivacyScreens.OpenRestrictionsAsync,
        ["beperking"] = PrivacyScreens.OpenRestrictionAsync,
        ["beperking-opheffen"] = PrivacyScreens.OpenLiftAsync,
        ["beperking-inwilligen"] = PrivacyScreens.OpenUpholdAsync,
        ["bewijs"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "bewijs"),
        ["bewijs-maanden"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "bewijs/periode?from=2025-01-01&until=2025-12-31"),
        ["bewijs-verslag"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "bewijs/verslag?from=2025-01-01&until=2025-01-31"),
        ["bewijs-nagaan"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "bewijs/nagaan"),
        ["bewijs-regel"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "bewijs/regel"),
        ["register"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "register"),
        ["register-aanvaardingen"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "register/aanvaardingen"),
        ["vertrouwelijkheid"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Helpdesk, "vertrouwelijkheid"),
        ["werking"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Operator, "werking"),
        ["wissen-bevestigen"] = async (page, host) =>
        {
            await host.HoldDeletionAsync();
            await page.OpenConsoleAsync(host, StaffRole.Operator, "werking/wissen/SchoolHistory");
        },
        ["overeenkomst"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Operator, "overeenkomst"),
        ["datalek-melden"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Helpdesk, "datalek/melden"),
        ["datalek-melden-fout"] = async (page, host) =>
        {
            await page.OpenConsoleAsync(host, StaffRole.Helpdesk, "datalek/melden");
            await page.Locator("main summary").ClickAsync();
            await page.PressAsync("Meld het datalek");
        },
        ["datalek-gemeld"] = async (page, host) =>
            await page.OpenConsoleAsync(host, StaffRole.Operator, (await host.ReportBreachAsync()).Replace("/", "/gemeld/", StringComparison.Ordinal)),
        ["datalekken"] = async (page, host) =>
        {
            await host.ReportBreachAsync();
            await page.OpenConsoleAsync(host, StaffRole.Dpo, "datalek");
        },
        ["datalek"] = async (page, host) => await page.OpenConsoleAsync(host, StaffRole.Dpo, await host.ReportBreachAsync()),
        ["datalek-gebeurd"] = async (page, host) => await page.OpenConsoleAsync(host, StaffRole.Dpo, $"{await host.ReportBreachAsync()}/gebeurd"),
        ["datalek-autoriteit"] = async (page, host) => await page.OpenConsoleAsync(host, StaffRole.Dpo, $"{await host.ReportBreachAsync()}/autoriteit"),
        ["datalek-inlichten"] = async (page, host) => await page.OpenConsoleAsync(host, StaffRole.Dpo, $"{await host.ReportBreachAsync()}/inlichten"),
        ["datalek-overleg"] = async (page, host) => await page.OpenConsoleAsync(host, StaffRole.Dpo, $"{await host.ReportBreachAsync()}/overleg"),
        ["datalek-conflict"] = (page, host) => page.OpenBreachConflictAsync(host),
        ["datalek-afsluiten"] = async (page, host) => await page.OpenConsoleAsync(host, StaffRole.Dpo, $"{await host.ReportBreachAsync()}/afsluiten"),
        ["datalek-afdruk"] = async (page, host) => await page.OpenConsoleAsync(host, StaffRole.Dpo, $"{await host.ReportBreachAsync()}/afdruk"),
        ["meldingen"] = async (page, host) =>
        {
            await host.ReportQualityAsync();
            await page.OpenConsoleAsync(host, StaffRole.Dpo, "meldingen");
        },
        ["melding"] = async (page, host) => await page.OpenConsoleAsync(host, StaffRole.Dpo, await host.ReportQualityAsync()),
        ["fout-melden"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "meldingen/fout-melden"),
        ["delen-melden"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "meldingen/delen-melden"),
        ["fout-afhandelen"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Privacy, "meldingen/fout-afhandelen"),
        ["leerling-van-melding"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Privacy, "meldingen/leerling"),
        ["verwerkers-dov"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.Dpo, "meldingen/verwerkers-dov"),
        ["scholen-invoeren"] = (page, host) => page.OpenConsoleAsync(host, StaffRole.AccessControl, SchoolImportSteps.Screen),
        ["scholen-invoeren-controleer"] = (page, host) => page.OpenPreviewAsync(host),
        ["scholen-invoeren-fouten"] = (page, host) => page.OpenFaultsAsync(host),
        ["vorige-invoer"] = (page, host) => page.OpenImportsAsync(host),
        ["vorige-invoer-ongedaan"] = (page, host) => page.OpenUndoAsync(host),
        ["scholen"] = async (page, host) =>
        {
            await host.PutSchoolAsync("098001", "Basisschool De Zonnebloem", new DateOnly(2027, 8, 31));
            await page.OpenConsoleAsync(host, StaffRole.AccessControl, "scholen?zoek=school");
        },
        ["school"] = (page, host) => page.OpenSchoolAsync(host, "098002", ""),
        ["school-wijzigen"] = (page, host) => page.OpenSchoolAsync(host, "098003", "/wijzigen"),
        ["school-fouten"] = async (page, host) =>
        {
            await page.OpenConsoleAsync(host, StaffRole.AccessControl, "scholen/toevoegen");
            await page.PressAsync("Bewaar");
        },
        ["school-conflict"] = async (page, host) =>
        {
            await page.OpenSchoolAsync(host, "098004", "/wijzigen");
            await host.PutSchoolAsync("098004", "Basisschool De Zonnewijzer", new DateOnly(2028, 8, 31));
            await page.PressAsync("Bewaar");
        },
        ["school-verlengen"] = (page, host) => page.OpenSchoolAsync(host, "098005", "/verlengen"),
        ["school-beeindigen"] = (page, host) => page.OpenSchoolAsync(host, "098006", "/beeindigen"),
        ["school-controleer"] = async (page, host) =>
        {
            await page.OpenSchoolAsync(host, "098007", "/beeindigen");
            await page.GetByLabel("Het contract laten eindigen op een dag").CheckAsync();
            await page.FillInAsync("Laatste dag", "2027-06-30");
            await page.PressAsync("Ga verder");
        },
        ["school-geschiedenis"] = (page, host) => page.OpenSchoolAsync(host, "098008", "/geschiedenis"),
        ["school-terugzetten"] = async (page, host) =>
        {
            await page.OpenSchoolAsync(host, "098009", "/geschiedenis");
            await page.GetByRole(AriaRole.Link, new() { Name = "Zet terug zoals voor deze wijziging" }).First.ClickAsync();
        },
        ["mededelingen"] = async (page, host) =>
        {
            await page.WriteDisclosureAsync(host, StaffRole.AccessControl);
            await page.GotoAsync(host.At("/beheer/mededelingen").ToString());
        },
        ["mededeling-stap"] = async (page, host) =>
        {
            await page.OpenConsoleAsync(host, StaffRole.AccessControl, "mededelingen/aanvragen");
            await page.PressAsync("Begin een aanvraag");
        },
        ["mededeling-controle"] = (page, host) => page.WriteDisclosureAsync(host, StaffRole.AccessControl),
        ["privacylog"] = (page, host) => page.SearchLogAsync(host, "dossier 2026-114"),
    };

    /// <summary>One screen of each item of the menu, a form with faults and a form that two persons changed.</summary>
    public static IReadOnlyList<string> OfTheMenu { get; } =
    [
        "overzicht", "hulpcode", "scholen", "school-wijzigen", "school-fouten", "school-conflict", "scholen-invoeren-controleer", "verzoeken", "verzoek",
        "leerling-bewaard", "datalek-melden", "datalek", "meldingen", "mededelingen", "mededeling-controle", "privacylog", "bewijs", "register", "werking",
        "overeenkomst", "vertrouwelijkheid",
    ];

    public static TheoryData<string> Names => [.. Screens.Keys];

    private static async Task OpenOverviewAsync(IPage page, LocalHostFixture host)
    {
        await host.FillOverviewAsync();
        await page.OpenConsoleAsync(host, StaffRole.Dpo, "");
    }

    private static async Task OpenForgottenAsync(IPage page, LocalHostFixture host)
    {
        await host.FillRefusalsAsync();
        await page.OpenConsoleAsync(host, StaffRole.AccessControl, "scholen/zonder-contract");
    }

    public static Task OpenAsync(IPage page, LocalHostFixture host, string name) => Screens[name](page, host);
}
