using LeerId.LocalHost.StaffDirectory;
using LeerId.Staff;
using LeerId.Staff.Admission;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff;

/// <summary>App-only tokens of Entra ID: the programs that are admitted, and their rights.</summary>
public sealed class ProgramTests(AzuriteFixture azurite)
{
    private static readonly StaffRole[] All = Enum.GetValues<StaffRole>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Program_keeps_the_list_of_schools_and_the_history_names_it_by_object_id()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);
        StringContent file = new("number;name;from;until\n012345;Uit het CRM;2026-09-01;\n", System.Text.Encoding.UTF8, "text/csv");
        int removes = (await rig.SendAsync(StaffRole.SchoolsSync, "GET", "staff/schools", purpose: null)).Json.GetProperty("schools").GetArrayLength() - 1;

        StaffAnswer imported = await rig.SendAsync(StaffRole.SchoolsSync, "POST", $"staff/schools/import?removes={removes}", file, purpose: null);

        Assert.Equal(200, imported.Status);
        Assert.Equal(
            "Uit het CRM", (await rig.SendAsync(StaffRole.SchoolsSync, "GET", "staff/schools/012345", purpose: null)).Json.GetProperty("name").GetString());
        string program = StaffRig.ObjectIdOf(StaffRole.SchoolsSync);
        Assert.Contains($"imported by {program}:", rig.Host.Logs.Entries.Single(entry => entry.EventId.Id == 3012).Message, StringComparison.Ordinal);
        StaffAnswer history = await rig.SendAsync(StaffRole.Dpo, "GET", "staff/schools/012345/history", purpose: null);
        Assert.True(history.Json.GetProperty("entries")[0].GetProperty("by").ValueEquals(program));
    }

    [Theory]
    [InlineData(" ", "azp", StaffTokens.Program, false)]
    [InlineData("other", "azp", StaffTokens.Program, false)]
    [InlineData("other leerid-schools-sync", "azp", StaffTokens.Program, true)]
    [InlineData("leerid-schools-sync", "appid", StaffTokens.Program, true)]
    [InlineData("Leerid-Schools-Sync", "azp", StaffTokens.Program, false)]
    // Neither the app that persons use nor the registration itself is a program.
    [InlineData("leerid-schools-sync", "azp", StaffTokens.Client, false)]
    [InlineData("leerid-schools-sync", "azp", "leerid-functions-staff", false)]
    public async Task Program_must_be_named_in_the_settings(string programs, string claim, string program, bool isAdmitted)
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite, settings: new Dictionary<string, string?> { ["Staff:Programs"] = programs });
        Dictionary<string, object> claims = rig.Tokens.ClaimsFor(StaffRole.SchoolsSync);
        claims.Remove("azp");
        claims[claim] = program;

        Assert.Equal(isAdmitted, await AdmitAsync(rig, claims) is StaffAdmission.Admitted);
        Assert.Equal(isAdmitted ? [] : [nameof(OpenIdConnect.TokenFault.ClientNotAllowed)], Faults(rig));
    }

    [Fact]
    public async Task Program_without_the_setting_and_person_with_its_name_are_refused()
    {
        await using StaffRig rig = await StaffRig.StartAsync(
            azurite, settings: new Dictionary<string, string?> { ["Staff:Clients"] = "app", ["Staff:Programs"] = "program" });

        Dictionary<string, object> person = new(rig.Tokens.ClaimsFor(StaffRole.Dpo)) { ["azp"] = "program" };
        Assert.Equal(new StaffAdmission.Refused(StaffRefusal.Unauthenticated), await AdmitAsync(rig, person));
        Dictionary<string, object> program = new(rig.Tokens.ClaimsFor(StaffRole.SchoolsSync)) { ["azp"] = "app" };
        Assert.Equal(new StaffAdmission.Refused(StaffRefusal.Unauthenticated), await AdmitAsync(rig, program));
    }

    [Theory]
    [InlineData("idtyp", null)]
    [InlineData("idtyp", "user")]
    [InlineData("idtyp", "App")]
    [InlineData("scp", "access_as_user")]
    [InlineData("scp", "")]
    [InlineData("nonce", "n-0S6_WzA2Mj")]
    public async Task Token_must_be_clearly_app_only(string claim, string? value)
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);
        Dictionary<string, object> claims = rig.Tokens.ClaimsFor(StaffRole.SchoolsSync);
        claims.Remove(claim);
        if (value is not null)
            claims[claim] = value;

        Assert.Equal(new StaffAdmission.Refused(StaffRefusal.Unauthenticated), await AdmitAsync(rig, claims));
        Assert.Equal([nameof(OpenIdConnect.TokenFault.KindNotAllowed)], Faults(rig));
    }

    [Fact]
    public async Task Of_several_roles_only_those_for_the_kind_of_caller_count()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);
        string[] roles = [.. All.Select(role => role.ToText())];

        foreach ((StaffRole holder, StaffRole[] counting) in new[] { (StaffRole.SchoolsSync, [StaffRole.SchoolsSync]), (StaffRole.Dpo, StaffRig.Persons) })
        {
            Dictionary<string, object> claims = new(rig.Tokens.ClaimsFor(holder)) { ["roles"] = roles };
            foreach (StaffRole role in All)
            {
                StaffAdmission admission = await rig.Get<StaffAccess>().AdmitAsync(
                    $"Bearer {rig.Tokens.Sign(claims)}", [role], "test", demandsPurpose: false, Cancel);
                Assert.True(counting.Contains(role) == admission is StaffAdmission.Admitted, $"{role} in the hands of {holder}");
            }
        }
    }

    private static Task<StaffAdmission> AdmitAsync(StaffRig rig, Dictionary<string, object> claims) =>
        rig.Get<StaffAccess>().AdmitAsync($"Bearer {rig.Tokens.Sign(claims)}", All, null, demandsPurpose: false, Cancel).AsTask();

    private static string[] Faults(StaffRig rig) =>
        [.. rig.Host.Logs.Entries.Where(entry => entry.EventId.Id == 9001).Select(entry => entry.Message.Split(' ')[^1])];
}
