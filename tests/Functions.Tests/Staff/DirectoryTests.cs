using LeerId.Staff;
using LeerId.Staff.Admission;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff;

/// <summary>The directory that signs staff in: its faults, and the contents of its tokens.</summary>
public sealed class DirectoryTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unavailable_directory_is_503_and_not_401()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite, settings: new Dictionary<string, string?>
        {
            ["Staff:Issuer"] = "http://127.0.0.1:9/tenant/v2.0",
            ["Staff:Audience"] = "staff",
        });

        StaffAnswer answer = await rig.SendAsync(StaffRole.Dpo, "GET", "staff/schools");

        Assert.Equal((503, "unavailable"), (answer.Status, answer.Problem));
        Assert.Equal("30", answer.Headers["Retry-After"]);
        Assert.False(answer.Headers.ContainsKey("WWW-Authenticate"));
        Assert.Contains(rig.Host.Logs.Entries, entry => entry.AllText.Contains("discovery document of the staff's directory", StringComparison.Ordinal));
        Assert.DoesNotContain("<dt><label for=\"dpo\">", (await rig.SendWithTokenAsync(null, "GET", "/")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("operator", "dpo", "reader")]
    public async Task Person_of_several_roles_acts_in_the_first_that_the_function_names(params string[] roles)
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);
        string token = rig.Tokens.Sign(new(rig.Tokens.ClaimsFor(StaffRole.Operator)) { ["roles"] = roles });

        StaffAdmission admission = await rig.Get<StaffAccess>().AdmitAsync(
            $"bearer {token}", [StaffRole.AccessControl, StaffRole.Dpo, StaffRole.Operator], " nazicht \t", demandsPurpose: true, Cancel);

        Assert.Equal(new StaffAdmission.Admitted(new StaffCaller("00000003-0000-0000-0000-000000000001", StaffRole.Dpo, "nazicht")), admission);
    }

    [Theory]
    [InlineData("%C3%A9%C3%A9n vraag", "één vraag")]
    [InlineData("100 % zeker", "100 % zeker")]
    [InlineData("inzage van 5C21B7ED-0000-4000-8000-000000000001", null)]
    [InlineData("inzage van 5c21b7ed000040008000000000000001", null)]
    [InlineData("een%0Aregel", null)]
    [InlineData("%20%20", null)]
    public async Task Purpose_is_percent_encoded_where_it_is_not_ASCII(string header, string? purpose)
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);

        StaffAdmission admission = await rig.Get<StaffAccess>().AdmitAsync(
            $"Bearer {rig.TokenFor(StaffRole.Dpo)}", [StaffRole.Dpo], header, demandsPurpose: true, Cancel);

        Assert.Equal(purpose, (admission as StaffAdmission.Admitted)?.Caller.Purpose);
    }

    [Theory]
    [InlineData("dpo")]
    [InlineData("Dpo", "DPO", "dp\u00f6")]
    public async Task Roles_are_an_array_of_exact_names(params string[] roles)
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);
        string token = rig.Tokens.Sign(new(rig.Tokens.ClaimsFor(StaffRole.Dpo)) { ["roles"] = roles.Length == 1 ? roles[0] : roles });

        StaffAdmission admission = await rig.Get<StaffAccess>().AdmitAsync($"Bearer {token}", [StaffRole.Dpo], null, demandsPurpose: false, Cancel);

        Assert.Equal(new StaffAdmission.Refused(StaffRefusal.Forbidden), admission);
    }

    [Fact]
    public async Task Roles_have_the_names_of_the_settings()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite, settings: new Dictionary<string, string?> { ["Staff:Roles:Dpo"] = "LeerID.Dpo" });

        StaffAdmission admission = await rig.Get<StaffAccess>().AdmitAsync(
            $"Bearer {rig.TokenFor(StaffRole.Dpo)}", [StaffRole.Dpo], null, demandsPurpose: false, Cancel);

        Assert.IsType<StaffAdmission.Admitted>(admission);
        Assert.Contains("LeerID.Dpo", (string[])rig.Tokens.ClaimsFor(StaffRole.Dpo)["roles"]);
    }

    [Theory]
    // By default only the app registration itself is accepted.
    [InlineData(" ", "azp", "leerid-functions-staff", true)]
    [InlineData(" ", "appid", "leerid-functions-staff", true)]
    [InlineData(" ", "azp", "leerid-start-page", false)]
    [InlineData("one two", "azp", "two", true)]
    [InlineData(" one  two ", "appid", "one", true)]
    [InlineData("one two", "azp", "Two", false)]
    [InlineData("one two", "azp", "one two", false)]
    [InlineData("one two", "azp", "leerid-functions-staff", false)]
    [InlineData("one two", "azp", "", false)]
    public async Task Token_must_be_for_one_of_the_apps_in_the_settings(string clients, string claim, string client, bool isAdmitted)
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite, settings: new Dictionary<string, string?> { ["Staff:Clients"] = clients });
        Dictionary<string, object> claims = rig.Tokens.ClaimsFor(StaffRole.Dpo);
        claims.Remove("azp");
        claims[claim] = client;

        StaffAdmission admission = await rig.Get<StaffAccess>().AdmitAsync(
            $"Bearer {rig.Tokens.Sign(claims)}", [StaffRole.Dpo], null, demandsPurpose: false, Cancel);

        Assert.Equal(isAdmitted, admission is StaffAdmission.Admitted);
        Assert.Equal(
            !isAdmitted,
            rig.Host.Logs.Entries.Any(entry => entry.EventId.Id == 9001 && entry.Message.EndsWith("ClientNotAllowed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Start_page_has_a_token_for_each_role()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);
        string page = (await rig.SendWithTokenAsync(null, "GET", "/")).Text;
        using AngleSharp.Html.Dom.IHtmlDocument document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(page);

        foreach (string role in Enum.GetValues<StaffRole>().Select(role => role.ToText()))
        {
            string token = document.GetElementById(role)!.TextContent;
            StaffAdmission admission = await rig.Get<StaffAccess>().AdmitAsync(
                $"Bearer {token}", Enum.GetValues<StaffRole>(), null, demandsPurpose: false, Cancel);
            Assert.Equal(role, Assert.IsType<StaffAdmission.Admitted>(admission).Caller.Role.ToText());
        }
    }
}
