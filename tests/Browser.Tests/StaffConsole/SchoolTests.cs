using LeerId.Calendar;
using LeerId.Schools;
using LeerId.Staff;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>Tests of the screen Scholen in a browser.</summary>
public sealed class SchoolTests(ChromiumFixture chromium, LocalHostFixture host)
{
    private int _interactions;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateOnly Today => BrusselsTime.Today(TimeProvider.System);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Contract_is_extended_in_four_interactions_after_the_sign_in_with_or_without_script(bool hasScript)
    {
        string number = hasScript ? "097001" : "097002";
        await host.PutSchoolAsync(number, "Basisschool De Laatste Week", Today.AddDays(10));
        await using IBrowserContext context = await chromium.OpenAsync(new() { JavaScriptEnabled = hasScript });
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.AccessControl, "hulpcode");

        await DoAsync(page.GetByRole(AriaRole.Link, new() { Name = "Scholen", Exact = true }).ClickAsync());
        await DoAsync(page.FillInAsync("Zoek een school", number));
        await DoAsync(page.GetByLabel("Zoek een school").PressAsync("Enter"));
        await DoAsync(page.PressAsync("Verleng Basisschool De Laatste Week"));

        DateOnly next = SchoolYear.NextLastDay(Today.AddDays(10), Today);
        await Assertions.Expect(page.Locator(".message")).ToContainTextAsync($"Het contract loopt tot en met {DutchDate.Day(next)}.");
        Assert.Equal(4, _interactions);
        Assert.Equal(next, (await host.Get<SchoolRegister>().FindAsync(number, Cancel))!.Until);
    }

    [Fact]
    public async Task Going_back_after_a_change_sends_nothing_again()
    {
        await host.PutSchoolAsync("097010", "Basisschool De Terugknop", Today.AddDays(10));
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.AccessControl, "scholen/097010/wijzigen");
        await page.FillInAsync("Naam", "Basisschool De Terugweg");
        await page.PressAsync("Bewaar");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Basisschool De Terugweg");

        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Wijzig het contract");
        await page.GoForwardAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Basisschool De Terugweg");
        Assert.Equal(2, (await host.Get<SchoolHistory>().ReadAsync(SchoolNumber.Parse("097010"), Cancel)).Entries.Count);
    }

    [Fact]
    public async Task Second_of_two_editors_sees_both_versions_and_chooses_without_script()
    {
        await host.PutSchoolAsync("097020", "Basisschool Twee Redacteurs", Today.AddDays(100));
        await using IBrowserContext first = await chromium.OpenAsync(new() { JavaScriptEnabled = false });
        await using IBrowserContext second = await chromium.OpenAsync(new() { JavaScriptEnabled = false });
        IPage one = await first.NewPageAsync(), other = await second.NewPageAsync();
        await one.OpenConsoleAsync(host, StaffRole.AccessControl, "scholen/097020/wijzigen");
        await other.OpenConsoleAsync(host, StaffRole.AccessControl, "scholen/097020/wijzigen");
        // Both persons open the form before one of them saves it.
        await Assertions.Expect(other.GetByLabel("Gemeente")).ToHaveValueAsync("Gent");
        await one.FillInAsync("Gemeente", "Aalst");
        await one.PressAsync("Bewaar");
        await Assertions.Expect(one.Locator(".message")).ToContainTextAsync("Het contract is gewijzigd.");

        await other.FillInAsync("Gemeente", "Leuven");
        await other.PressAsync("Bewaar");

        await Assertions.Expect(other.Locator(".conflict tbody tr")).ToHaveTextAsync("GemeenteLeuvenAalst");
        await other.PressAsync("Bewaar");
        await Assertions.Expect(other.Locator(".message")).ToContainTextAsync("Het contract is gewijzigd.");
        Assert.Equal("Leuven", (await host.Get<SchoolRegister>().FindAsync("097020", Cancel))!.Municipality);
    }

    [Fact]
    public async Task Faults_are_listed_with_the_focus_on_the_list_and_lead_to_their_fields()
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.AccessControl, "scholen/toevoegen");
        await page.FillInAsync("Instellingsnummer", "12345");
        await page.PressAsync("Bewaar");

        await Assertions.Expect(page.Locator(".errors")).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Instellingsnummer bestaat niet uit zes cijfers" }).PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Instellingsnummer")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByLabel("Instellingsnummer")).ToHaveValueAsync("12345");
    }

    [Fact]
    public async Task School_is_taken_off_the_list_and_put_back_with_the_keyboard()
    {
        await host.PutSchoolAsync("097030", "Basisschool Heen en Weer", Today.AddDays(100));
        await using IBrowserContext context = await chromium.OpenAsync(Looks.Narrow);
        IPage page = await context.NewPageAsync();
        await page.OpenConsoleAsync(host, StaffRole.AccessControl, "scholen/097030/beeindigen");

        await page.GetByLabel("De school van de lijst halen").PressAsync("Space");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ga verder" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Haal van de lijst" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator(".message")).ToContainTextAsync("De school is van de lijst gehaald.");
        Assert.Null(await host.Get<SchoolRegister>().FindAsync("097030", Cancel));

        await page.GetByRole(AriaRole.Link, new() { Name = "Zet terug zoals voor deze wijziging" }).First.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zet terug" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Basisschool Heen en Weer");
    }

    private async Task DoAsync(Task interaction)
    {
        await interaction;
        _interactions++;
    }
}

/// <summary>Schools that the screens show.</summary>
internal static class SchoolSteps
{
    /// <summary>Adds a school in Gent to LocalHost's list, with a contract until a given day.</summary>
    public static async Task PutSchoolAsync(this LocalHostFixture host, string number, string name, DateOnly until)
    {
        SchoolTerms terms = new()
        {
            Name = name,
            From = "2020-09-01",
            Until = $"{until:yyyy-MM-dd}",
            Board = "vzw Zonnestraal",
            Municipality = "Gent",
            FormerNumbers = [$"9{number[1..]}"],
        };
        SchoolEditor editor = new("5f0c2e1a-0000-4000-8000-0000000000aa");
        Assert.IsType<SchoolOutcome.Stored>(await host.Get<SchoolRegister>().PutAsync(number, terms, editor, TestContext.Current.CancellationToken));
    }

    /// <summary>Opens the screen of a school that was added and whose contract was then changed.</summary>
    public static async Task OpenSchoolAsync(this IPage page, LocalHostFixture host, string number, string path)
    {
        await host.PutSchoolAsync(number, "Basisschool De Zonebloem", new DateOnly(2027, 8, 31));
        await host.PutSchoolAsync(number, "Basisschool De Zonnebloem", new DateOnly(2027, 8, 31));
        await page.OpenConsoleAsync(host, StaffRole.AccessControl, $"scholen/{number}{path}");
    }
}
