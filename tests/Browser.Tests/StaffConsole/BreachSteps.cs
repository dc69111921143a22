using LeerId.LocalHost.StaffDirectory;
using LeerId.Notices;
using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>Registers notices that the screens show.</summary>
internal static class BreachSteps
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Reports a breach that became known two hours ago, and returns the path of its screen.</summary>
    public static async Task<string> ReportBreachAsync(this LocalHostFixture host)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        string number = await host.ReportAsync(new BreachContent
        {
            KnownAt = now.AddHours(-2),
            Nature = "Een bestand met resultaten stond open op een publieke server.",
            Source = BreachSource.Own,
            FoundAt = now.AddHours(-3),
        });
        return $"datalek/{number}";
    }

    /// <summary>Reports a fault in the data, and returns the path of its screen.</summary>
    public static async Task<string> ReportQualityAsync(this LocalHostFixture host)
    {
        string number = await host.ReportAsync(new QualityContent
        {
            FoundAt = TimeProvider.System.GetUtcNow().AddHours(-1),
            Data = "Instellingsnummer",
            Problem = "Een school meldt dat leerlingen nog onder het vroegere nummer staan.",
        });
        return $"meldingen/quality/{number}";
    }

    /// <summary>Changes a step of a breach after another person changed it while the form was open.</summary>
    public static async Task OpenBreachConflictAsync(this IPage page, LocalHostFixture host)
    {
        string breach = await host.ReportBreachAsync();
        await page.OpenConsoleAsync(host, StaffRole.Dpo, $"{breach}/betrokken");
        BreachPatch patch = new(new BreachContent { PersonCount = 1200 }, new HashSet<string> { "personCount" });
        Assert.IsType<NoticeOutcome.Registered>(await host.Get<BreachRegister>().ChangeAsync(breach.Split('/')[1], 0, patch, "dpo", Cancel));
        await page.FillInAsync("Aantal betrokkenen, bij benadering", "1300");
        await page.PressAsync("Bewaar");
        await Assertions.Expect(page.Locator(".conflict")).ToBeVisibleAsync();
    }

    private static async Task<string> ReportAsync(this LocalHostFixture host, NoticeContent content)
    {
        string reporter = StaffTokens.ObjectIdOf(StaffRole.Operator).ToString("D");
        NoticeOutcome outcome = await host.Get<NoticeRegister>().ReportAsync(content, reporter, request: null, Cancel);
        return Assert.IsType<NoticeOutcome.Registered>(outcome).Reference.Number;
    }
}
