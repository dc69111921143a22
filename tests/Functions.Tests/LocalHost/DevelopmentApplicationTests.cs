using System.Net;
using LeerId.Functions.Tests.HandOff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.LocalHost;

/// <summary>The application that LocalHost hands pupils over to.</summary>
public sealed class DevelopmentApplicationTests(HandOffRig rig) : IClassFixture<HandOffRig>, IDisposable
{
    private readonly Browser _browser = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task A_token_opens_it_once_and_a_redirect_keeps_it_out_of_the_history()
    {
        Answer page = await rig.SignInAsync(_browser, "identified");
        Uri landing = new(page.Document.Forms.Single().GetAttribute("action")!);

        Answer landed = await _browser.PostAsync(landing, page.FormFields(), Cancel);
        Assert.Equal(HttpStatusCode.SeeOther, landed.Status);
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync(landed.Location, Cancel)).Status);

        using Browser other = new();
        Assert.Equal(HttpStatusCode.Forbidden, (await other.PostAsync(landing, page.FormFields(), Cancel)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(landed.Location, Cancel)).Status);
    }

    [Fact]
    public async Task It_shows_the_seven_data_under_their_official_names()
    {
        Answer page = await LandAsync("later-identified");
        Assert.Equal(
            [
                "Naam: Voorlopig",
                "Voornaam: Hadewijch",
                "Leer_id_uuid: 1ee71d00-0000-4000-8000-000000000008",
                "Account_uuid: acc00000-0000-4000-8000-000000000008",
                "Historiek_account_uuid: acc00000-0000-4000-8000-000000000007",
                "Gebruikersnaam: gebruiker-later-identified",
                "Instellingsnummer: 012345",
            ],
            Rows(page));
    }

    [Fact]
    public async Task It_says_what_is_not_there_and_why()
    {
        string[] rows = Rows(await LandAsync("account-only"));
        Assert.Equal("Leer_id_uuid: (not identified with INSZ)", rows[2]);
        Assert.Equal("Historiek_account_uuid: (no earlier accounts)", rows[4]);
    }

    [Fact]
    public async Task Signing_out_ends_its_own_session_and_goes_on_to_that_of_ACM()
    {
        Answer page = await LandAsync("identified");
        Uri signOut = new(page.Address, page.Document.Links.Single(link => link.TextContent == "Sign out").GetAttribute("href")!);

        Answer answer = await _browser.GetAsync(signOut, Cancel);
        Assert.Equal(rig.Rig.At("/sign-out"), answer.Location);
        Assert.Equal(HttpStatusCode.Forbidden, (await _browser.GetAsync(page.Address, Cancel)).Status);
    }

    private static string[] Rows(Answer page) =>
        [.. page.Document.QuerySelectorAll("tr").Select(row => $"{row.Children[0].TextContent}: {row.Children[1].TextContent}")];

    private async Task<Answer> LandAsync(string persona)
    {
        Answer page = await rig.SignInAsync(_browser, persona);
        Answer landed = await _browser.PostAsync(new Uri(page.Document.Forms.Single().GetAttribute("action")!), page.FormFields(), Cancel);
        return await _browser.GetAsync(landed.Location, Cancel);
    }
}
