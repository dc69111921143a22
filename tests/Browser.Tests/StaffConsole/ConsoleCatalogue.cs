using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>The screens of the console by a name, and how to come to each. The name is that of its picture in docs/images/beheer.</summary>
internal static class ConsoleCatalogue
{
    private static readonly Dictionary<string, Func<IPage, LocalHostFixture, Task>> Screens = new()
    {
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
    };

    public static TheoryData<string> Names => [.. Screens.Keys];

    public static Task OpenAsync(IPage page, LocalHostFixture host, string name) => Screens[name](page, host);
}
