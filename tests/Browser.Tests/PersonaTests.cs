using LeerId.AcmSimulator;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>Signs each persona in, from ACM's page to the application or to the refusal page.</summary>
public sealed class PersonaTests(ChromiumFixture chromium, LocalHostFixture host)
{
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["no-contract"] = "Jouw school doet nog niet mee",
        ["no-enrolment-missing"] = "We vinden je school niet",
        ["no-enrolment-empty-array"] = "We vinden je school niet",
        ["no-enrolment-empty-string"] = "We vinden je school niet",
        ["cancelled"] = "Je bent gestopt met aanmelden",
    };

    public static TheoryData<string> LetIn => [.. Personas.All.Select(persona => persona.Id).Except(Refused.Keys)];

    public static TheoryData<string, string> NotLetIn => [.. Refused.Select(refused => (refused.Key, refused.Value))];

    [Theory]
    [MemberData(nameof(LetIn))]
    public async Task Pupil_reaches_the_application_with_their_own_name(string persona)
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();
        bool asked = false;
        page.Dialog += (_, _) => asked = true;

        await page.SignInAsync(host, persona);

        string given = GivenNameOf(persona);
        Assert.True(
            (await page.Locator("main").InnerTextAsync()).Contains(given, StringComparison.Ordinal), "The application doesn't show the pupil's own name.");
        Assert.False(asked, "Something in a name ran as script.");
    }

    [Theory]
    [MemberData(nameof(NotLetIn))]
    public async Task Pupil_who_is_not_let_in_reads_why(string persona, string title)
    {
        await using IBrowserContext context = await chromium.OpenAsync();
        IPage page = await context.NewPageAsync();

        await page.BeginSignInAsync(host);
        await page.ChooseAsync(persona);

        await page.ExpectTitleAsync(title);
        Assert.Matches("^[2-9A-Z]{4}-[2-9A-Z]{4}$", await page.SupportCodeAsync());
    }

    // If a persona has no name in the ID token, userinfo has it.
    private static string GivenNameOf(string persona) =>
        Personas.All.Single(one => one.Id == persona).UserInfoClaims.GetProperty("given_name").GetString()!;
}
