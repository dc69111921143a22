using System.Net;
using LeerId.Functions.Tests.Staff;
using LeerId.Pages.StaffConsole;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The roles that the screens Verzoeken, Beperkingen and Leerling admit, at every address.</summary>
public sealed class PrivacyRolesTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>
{
    private const string Number = "01K42TP6J8Q5V0D3W7Z9X1C4BN";

    private static readonly StaffRole[] Readers = [StaffRole.Privacy, StaffRole.Dpo];
    private static readonly StaffRole[] Handlers = [StaffRole.Privacy];
    private static readonly StaffRole[] Lookers = [StaffRole.Privacy, StaffRole.AccessControl];

    private static readonly Dictionary<string, StaffRole[]> Admits = new()
    {
        ["GET verzoeken"] = Readers,
        ["GET verzoeken/nieuw"] = Handlers,
        ["POST verzoeken/nieuw"] = Handlers,
        ["GET verzoeken/{number}"] = Readers,
        ["POST verzoeken/{number}"] = Readers,
        ["GET verzoeken/{number}/verlenging"] = Handlers,
        ["POST verzoeken/{number}/verlenging"] = Handlers,
        ["GET verzoeken/{number}/beslissing"] = Handlers,
        ["POST verzoeken/{number}/beslissing"] = Handlers,
        ["GET verzoeken/{number}/antwoord"] = Handlers,
        ["POST verzoeken/{number}/antwoord"] = Handlers,
        ["POST verzoeken/{number}/antwoord/bewijs"] = Handlers,
        ["GET beperkingen"] = Readers,
        ["GET beperkingen/{id}"] = Readers,
        ["GET beperkingen/{id}/opheffen"] = Handlers,
        ["POST beperkingen/{id}/opheffen"] = Handlers,
        ["GET beperkingen/{id}/inwilligen"] = Handlers,
        ["POST beperkingen/{id}/inwilligen"] = Handlers,
        ["GET leerling"] = Lookers,
        ["POST leerling"] = Lookers,
        ["POST leerling/dossier"] = Handlers,
        ["POST leerling/dossier/bestand"] = Handlers,
        ["POST leerling/logboek"] = Handlers,
        ["POST leerling/wissen"] = Handlers,
        ["POST leerling/wissen/bevestigen"] = Handlers,
        ["POST leerling/beperking"] = Handlers,
        ["POST leerling/beperking/plaatsen"] = Handlers,
        ["POST leerling/melding"] = Lookers,
        ["POST leerling/melding/versturen"] = Lookers,
    };

    [Fact]
    public void Table_has_every_address_and_those_with_personal_data_demand_a_reason()
    {
        ConsoleRoute[] routes =
        [
            .. shared.Rig.Get<ConsoleRouter>().Routes.Where(route => route.Path.Split('/')[0] is "verzoeken" or "beperkingen" or "leerling"),
        ];

        Assert.Equal(Admits.Keys.Order(), routes.Select(route => $"{route.Method} {route.Path}").Order());
        Assert.All(routes.Where(route => route.Path.StartsWith("leerling", StringComparison.Ordinal) && route.Method == "POST"),
            route => Assert.True(route.DemandsPurpose, route.Path));
        Assert.All(routes.Where(route => route.Method == "GET"), route => Assert.False(route.DemandsPurpose, route.Path));
        Assert.Equal(
            ["beperkingen/{id}/inwilligen", "leerling/wissen/bevestigen"],
            routes.Where(route => route.DemandsRecentSignIn).Select(route => route.Path).Order());
    }

    [Fact]
    public async Task Each_address_admits_its_roles_and_answers_403_to_every_other()
    {
        foreach (StaffRole role in StaffRig.Persons)
        {
            using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(shared.Rig, role);
            foreach ((string address, StaffRole[] admits) in Admits)
            {
                string[] parts = address.Split(' ');
                string path = parts[1].Replace("{number}", Number, StringComparison.Ordinal).Replace("{id}", Number, StringComparison.Ordinal);
                Answer answer = parts[0] == "GET" ? await browser.GetAsync(path) : await browser.PostAsync(path, []);
                Assert.True((answer.Status == HttpStatusCode.Forbidden) != admits.Contains(role), $"{role} gets {(int)answer.Status} at {address}.");
            }
        }
    }

    [Theory]
    [InlineData(StaffRole.Privacy, true, true, true)]
    [InlineData(StaffRole.Dpo, true, true, false)]
    [InlineData(StaffRole.AccessControl, false, false, true)]
    [InlineData(StaffRole.Operator, false, false, false)]
    [InlineData(StaffRole.Helpdesk, false, false, false)]
    public async Task Menu_has_the_screens_of_the_role(StaffRole role, bool requests, bool restrictions, bool pupil)
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(shared.Rig, role);

        string[] menu = (await browser.GetAsync("hulpcode")).Menu();

        Assert.Equal((requests, restrictions, pupil), (menu.Contains("Verzoeken"), menu.Contains("Beperkingen"), menu.Contains("Leerling")));
    }
}
