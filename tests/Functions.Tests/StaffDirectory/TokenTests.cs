using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeerId.Functions.Tests.Staff;
using LeerId.LocalHost.StaffDirectory;
using LeerId.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LeerId.Functions.Tests.StaffDirectory;

/// <summary>LocalHost's directory of staff: the exchange of codes, and the claims of the tokens.</summary>
public sealed class TokenTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>, IDisposable
{
    private StaffRig Rig { get; } = shared.Rig;

    private DirectorySignIn SignIn { get; } = new(shared.Rig);

    public void Dispose() => SignIn.Dispose();

    [Theory]
    [InlineData("access-control", "An Peeters", "00000001-0000-0000-0000-000000000001", "access-control")]
    [InlineData("dpo", "Dirk Willems", "00000002-0000-0000-0000-000000000001", "dpo")]
    [InlineData("access-control-and-helpdesk", "Fatima El Amrani", "00000001-0000-0000-0000-000000000002", "access-control", "helpdesk")]
    [InlineData("every-role", "Geert Wouters", "00000002-0000-0000-0000-000000000002", "access-control", "dpo", "operator", "helpdesk", "privacy")]
    [InlineData("no-role", "Hanne Smets", "00000003-0000-0000-0000-000000000002")]
    public async Task Id_token_says_who_signed_in(string person, string name, string objectId, params string[] roles)
    {
        Answer chosen = await SignIn.ChooseAsync(person, ("state", "een state & meer"), ("nonce", "the nonce"));
        Assert.Equal((SignIn.RedirectUri, "een state & meer"), (chosen.Location.GetLeftPart(UriPartial.Path), chosen.LocationParameter("state")));

        JsonAnswer tokens = await SignIn.RedeemAsync(chosen.Code);

        Assert.Equal((HttpStatusCode.OK, "Bearer"), (tokens.Status, tokens.Json.GetProperty("token_type").GetString()));
        Assert.Equal(3600, tokens.Json.GetProperty("expires_in").GetInt32());
        Assert.True(tokens.Headers.CacheControl!.NoStore);
        JsonWebToken token = await SignIn.ValidateAsync(tokens.Json.GetProperty("id_token").GetString()!);
        long now = Rig.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(
            (name, objectId, "the nonce", "2.0", now, now, now, now + 3600),
            (Text("name"), Text("oid"), Text("nonce"), Text("ver"), Number("iat"), Number("nbf"), Number("auth_time"), Number("exp")));
        Assert.Equal(StaffTokens.Tenant.ToString("D"), Text("tid"));
        Assert.Equal($"{name.ToLowerInvariant().Replace(' ', '.')}@uitgever.example", Text("preferred_username"));
        Assert.NotEqual(objectId, token.Subject);
        Assert.NotEmpty(token.Subject);
        Assert.Equal(roles.Order(), token.Claims.Where(claim => claim.Type == "roles").Select(claim => claim.Value).Order());

        string Text(string claim) => token.GetPayloadValue<string>(claim);

        long Number(string claim) => token.GetPayloadValue<long>(claim);
    }

    [Fact]
    public async Task Code_is_exchanged_once()
    {
        Answer chosen = await SignIn.ChooseAsync("dpo");

        Assert.Equal(HttpStatusCode.OK, (await SignIn.RedeemAsync(chosen.Code)).Status);
        Assert.Equal("invalid_grant", (await SignIn.RedeemAsync(chosen.Code)).Error);
    }

    [Theory]
    [InlineData(59, null)]
    [InlineData(60, "invalid_grant")]
    public async Task Code_is_valid_for_a_minute(int seconds, string? error)
    {
        Answer chosen = await SignIn.ChooseAsync("dpo");
        Rig.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(error, (await SignIn.RedeemAsync(chosen.Code)).Error);
    }

    [Theory]
    [InlineData("code_verifier", "another", "invalid_grant")]
    [InlineData("code_verifier", null, "invalid_grant")]
    [InlineData("redirect_uri", "http://127.0.0.1/beheer/aangemeld", "invalid_grant")]
    [InlineData("code", "another", "invalid_grant")]
    [InlineData("code", null, "invalid_grant")]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    [InlineData("client_secret", "another", "invalid_client")]
    [InlineData("client_secret", null, "invalid_client")]
    [InlineData("client_id", "another", "invalid_client")]
    public async Task Wrong_exchange_is_refused(string parameter, string? value, string error)
    {
        JsonAnswer answer = await SignIn.RedeemAsync((await SignIn.ChooseAsync("dpo")).Code, (parameter, value));

        Assert.Equal((error == "invalid_client" ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest, error), (answer.Status, answer.Error));
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "invalid_client")]
    public async Task Secret_may_come_by_Basic(bool right, string? error)
    {
        string credentials = $"{DirectorySignIn.ClientId}:{Uri.EscapeDataString(right ? SignIn.Secret : "another")}";
        AuthenticationHeaderValue basic = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));

        JsonAnswer answer = await SignIn.RedeemAsync((await SignIn.ChooseAsync("dpo")).Code, basic, ("client_id", null), ("client_secret", null));

        Assert.Equal(error, answer.Error);
    }

    [Fact]
    public async Task Id_token_and_access_token_of_the_console_do_not_open_the_addresses_under_staff()
    {
        JsonElement tokens = (await SignIn.RedeemAsync((await SignIn.ChooseAsync("dpo")).Code)).Json;

        foreach (string name in new[] { "id_token", "access_token" })
            Assert.Equal(401, (await Rig.SendWithTokenAsync($"Bearer {tokens.GetProperty(name).GetString()}", "GET", "staff/schools")).Status);
    }
}
