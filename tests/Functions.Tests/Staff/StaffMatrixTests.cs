using System.Text.Json;
using LeerId.LocalHost.Engine;
using LeerId.LocalHost.StaffDirectory;
using LeerId.Staff;
using LeerId.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Functions.Tests.Staff;

/// <summary>Every staff function against every kind of caller. Only the roles that it names are admitted.</summary>
public sealed class StaffMatrixTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly StaffRole[] Roles = Enum.GetValues<StaffRole>();

    private StaffRig? _rig;

    private StaffRig Rig => _rig!;

    public async ValueTask InitializeAsync() => _rig = await StaffRig.StartAsync(azurite);

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
    }

    [Fact]
    public async Task Only_the_admitted_callers_pass()
    {
        foreach (StaffOperation operation in StaffTable.All)
        {
            foreach ((string caller, string? authorization) in Strangers(operation))
            {
                StaffAnswer answer = await SendAsync(operation, authorization);
                Assert.True(answer.Status == 401, $"{operation.Function}, {caller}: {answer}");
                Assert.Equal("Bearer", answer.Headers["WWW-Authenticate"]);
                AssertWithoutDetail(answer, "Unauthorized");
            }

            foreach (StaffRole role in Roles.Except(operation.Admits))
            {
                StaffAnswer answer = await SendAsync(operation, $"Bearer {Rig.TokenFor(role)}");
                Assert.True(answer.Status == 403, $"{operation.Function}, {role}: {answer}");
                AssertWithoutDetail(answer, "Forbidden");
            }

            foreach (StaffRole role in operation.Admits)
            {
                StaffAnswer answer = await SendAsync(operation, $"Bearer {Rig.TokenFor(role)}");
                Assert.True(answer.Status is not (401 or 403) and < 500, $"{operation.Function}, {role}: {answer}");
                Assert.Equal("no-store", answer.Headers["Cache-Control"]);
            }
        }
    }

    [Fact]
    public async Task Role_counts_only_for_its_kind_of_caller()
    {
        foreach (StaffOperation operation in StaffTable.All)
        {
            foreach (StaffRole role in operation.Admits)
            {
                // A person with the role of programs, and a program with a role of persons.
                StaffRole holder = role == StaffRole.SchoolsSync ? StaffRole.Operator : StaffRole.SchoolsSync;
                string token = Rig.Tokens.Sign(new(Rig.Tokens.ClaimsFor(holder)) { ["roles"] = new[] { role.ToText() } });
                StaffAnswer answer = await SendAsync(operation, $"Bearer {token}");
                Assert.True(answer is { Status: 403, Problem: "forbidden" }, $"{operation.Function}, {role} in the hands of {holder}: {answer}");
                AssertWithoutDetail(answer, "Forbidden");
            }
        }
    }

    [Fact]
    public async Task Address_with_personal_data_demands_a_purpose()
    {
        foreach (StaffOperation operation in StaffTable.All.Where(operation => operation.NeedsPurpose))
        {
            foreach (string? purpose in new[] { null, "", "   ", new string('x', 501) })
            {
                StaffAnswer answer = await SendAsync(operation, $"Bearer {Rig.TokenFor(operation.Admits[0])}", purpose);
                Assert.True(answer is { Status: 400, Problem: "purpose-missing" }, $"{operation.Function}: {answer}");
            }
        }
    }

    [Fact]
    public async Task Address_with_personal_data_demands_a_chosen_reason()
    {
        foreach (StaffOperation operation in StaffTable.All.Where(operation => operation.NeedsPurpose))
        {
            foreach (string? kind in new[] { null, "", "curiosity", "Other", "other, other" })
            {
                StaffAnswer answer = await Rig.SendAsync(
                    operation.Admits[0], operation.Method, operation.Path, operation.Content(), purposeKind: kind);
                Assert.True(answer is { Status: 400, Problem: "purpose-kind-missing" }, $"{operation.Function}: {answer}");
                Assert.Equal("X-Purpose-Kind", answer.Json.GetProperty("faults")[0].GetProperty("field").GetString());
            }
        }
    }

    [Fact]
    public void Every_function_of_staff_is_in_the_table()
    {
        IEnumerable<string> functions = Rig.Host.Host.Engine.Functions.OfType<HttpFunction>()
            .Where(function => function.Route.StartsWith("staff/", StringComparison.Ordinal)).Select(function => function.Name);
        Assert.Equal(functions.Order(), StaffTable.All.Select(operation => operation.Function).Distinct().Order());
    }

    private Task<StaffAnswer> SendAsync(StaffOperation operation, string? authorization, string? purpose = "test") =>
        Rig.SendWithTokenAsync(authorization, operation.Method, operation.Path, operation.Content(), purpose, ifMatch: operation.IfMatch);

    /// <summary>Callers with the right role but an invalid token.</summary>
    private IEnumerable<(string Caller, string? Authorization)> Strangers(StaffOperation operation)
    {
        StaffRole role = operation.Admits[0];
        long now = Rig.Clock.GetUtcNow().ToUnixTimeSeconds();
        yield return ("no token", null);
        yield return ("an empty token", "Bearer ");
        yield return ("a token of another scheme", $"Basic {Rig.TokenFor(role)}");
        yield return ("a token without a scheme", Rig.TokenFor(role));
        yield return ("nonsense", "Bearer a.b.c");
        yield return ("wrong issuer", With(JwtRegisteredClaimNames.Iss, "https://login.example/other/v2.0"));
        yield return ("wrong audience", With(JwtRegisteredClaimNames.Aud, "another-api"));
        yield return ("expired", With(JwtRegisteredClaimNames.Exp, now - 61));
        yield return ("not yet valid", With(JwtRegisteredClaimNames.Nbf, now + 120));
        yield return ("issued in the future", With(JwtRegisteredClaimNames.Iat, now + 120));
        yield return ("no object id", With("oid", ""));
        yield return ("an object id that is none", With("oid", "somebody"));
        yield return ("an ID token", With(JwtRegisteredClaimNames.Nonce, "n-0S6_WzA2Mj"));
        yield return ("an app that acts for itself", With("idtyp", "app"));
        yield return ("no scope", With("scp", ""));
        yield return ("a token that another app got", With("azp", "another-app"));
        yield return ("a token that another app got, of version 1", With("appid", "another-app"));
        yield return ("a token of an app that has no name", With("azp", new[] { StaffTokens.Client }));
        Dictionary<string, object> without = Rig.Tokens.ClaimsFor(role);
        without.Remove("azp");
        yield return ("no word of the app that got it", $"Bearer {Rig.Tokens.Sign(without)}");
        yield return ("unsigned", $"Bearer {Unsigned(Rig.Tokens.ClaimsFor(role))}");
        string token = Rig.TokenFor(role);
        yield return ("a changed signature", $"Bearer {token[..^6]}{(token[^6] == 'A' ? 'B' : 'A')}{token[^5..]}");
        yield return ("signed with another key", $"Bearer {Resigned(Rig.Tokens.ClaimsFor(role))}");

        string With(string claim, object value) => $"Bearer {Rig.Tokens.Sign(new(Rig.Tokens.ClaimsFor(role)) { [claim] = value })}";
    }

    private static string Unsigned(Dictionary<string, object> claims) =>
        $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{Base64UrlEncoder.Encode(JsonSerializer.Serialize(claims))}.";

    // The attacker's own key, with the key id of the directory.
    private string Resigned(Dictionary<string, object> claims)
    {
        RsaSecurityKey key = new(System.Security.Cryptography.RSA.Create(2048)) { KeyId = Rig.Tokens.PublicKey.KeyId };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
        });
    }

    private static void AssertWithoutDetail(StaffAnswer answer, string title)
    {
        Assert.Equal(title, answer.Json.GetProperty("title").GetString());
        Assert.False(answer.Json.TryGetProperty("detail", out _));
        Assert.False(answer.Json.TryGetProperty("faults", out _));
    }
}
