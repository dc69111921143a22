using System.Net;
using System.Text.Json.Nodes;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>The pupil's claims, from a complete sign-in to the stored row.</summary>
public sealed class ClaimTests : IClassFixture<ScriptedSignIn>
{
    private static int _lastPupil;

    private readonly ScriptedSignIn _signIn;
    private readonly int _pupil = Interlocked.Increment(ref _lastPupil);
    private readonly JsonObject _claims;

    public ClaimTests(ScriptedSignIn signIn)
    {
        _signIn = signIn;
        _claims = ScriptedAcm.Pupil(_pupil);
        signIn.Acm.Reset();
        signIn.Acm.Claims = _ => (JsonObject)_claims.DeepClone();
    }

    private ScriptedAcm Acm => _signIn.Acm;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ov_leerid_uuid", "\"not-a-uuid\"")]
    [InlineData("ov_leerid_uuid", "[\"5c21b7ed\"]")]
    [InlineData("ov_account_uuid", "\"5c21b7ed-0000-4000-8000-00000000000g\"")]
    [InlineData("ov_historiek_account_uuid", "\"x\"")]
    [InlineData("ov_orgcode", "\"12345\"")]
    [InlineData("ov_orgcode", "\"0123456\"")]
    [InlineData("ov_orgcode", "\"01234A\"")]
    [InlineData("ov_orgcode", "[\"012345\",\"abc\"]")]
    [InlineData("ov_orgcode", "1234567")]
    [InlineData("given_name", "\"Jan\\u0000\"")]
    [InlineData("given_name", "\"Jan\\r\\nSet-Cookie: x\"")]
    [InlineData("family_name", "{}")]
    [InlineData("ov_gebruikersnaam", "\"\\u001b[31m\"")]
    public async Task Malformed_claim_is_refused_and_nothing_of_the_pupil_is_kept(string name, string json)
    {
        _claims[name] = JsonNode.Parse(json);
        await _signIn.AssertRefusedAsync(await _signIn.SignInAsync(), HttpStatusCode.BadGateway, "claim-malformed");
        Assert.Null(await SnapshotAsync());
    }

    [Fact]
    public async Task Over_long_name_is_refused()
    {
        _claims["family_name"] = new string('a', 257);
        await _signIn.AssertRefusedAsync(await _signIn.SignInAsync(), HttpStatusCode.BadGateway, "claim-malformed");
    }

    [Fact]
    public async Task Pupil_without_any_uuid_is_refused()
    {
        _claims["ov_leerid_uuid"] = new JsonArray();
        _claims["ov_account_uuid"] = "";
        await _signIn.AssertRefusedAsync(await _signIn.SignInAsync(), HttpStatusCode.BadGateway, "identifier-missing");
    }

    [Theory]
    [InlineData("Zoë-Ÿlka Đặng")]
    [InlineData("D'Hondt")]
    [InlineData("O’Connor")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"&quot;';--")]
    [InlineData("e\u0301")]
    [InlineData("𝒜b\u200dc")]
    [InlineData(" van  den Berg ")]
    public async Task Names_are_kept_exact(string name)
    {
        _claims["given_name"] = name;
        _claims["family_name"] = string.Concat(Enumerable.Repeat("é", 200));
        _claims["ov_gebruikersnaam"] = name;

        ScriptedSignIn.AssertGranted(await _signIn.SignInAsync());

        Student kept = (await SnapshotAsync())!.Student;
        Assert.Equal(name, kept.Voornaam);
        Assert.Equal(string.Concat(Enumerable.Repeat("é", 200)), kept.Naam);
        Assert.Equal(name, kept.Gebruikersnaam);
    }

    [Fact]
    public async Task Snapshot_is_the_last_sign_in_and_nothing_older()
    {
        _claims["family_name"] = "Eerst";
        _claims["ov_orgcode"] = new JsonArray("012345", "999999");
        ScriptedSignIn.AssertGranted(await _signIn.SignInAsync());

        _claims["family_name"] = "Daarna";
        _claims["ov_orgcode"] = "030569";
        _claims.Remove("ov_gebruikersnaam");
        _signIn.Clock.Advance(TimeSpan.FromSeconds(5));
        ScriptedSignIn.AssertGranted(await _signIn.SignInAsync());

        StudentSnapshot snapshot = (await SnapshotAsync())!;
        Assert.Equal("Daarna", snapshot.Student.Naam);
        Assert.Equal(["030569"], snapshot.Student.Instellingsnummers.Select(number => number.ToString()));
        Assert.Null(snapshot.Student.Gebruikersnaam);
        Assert.Equal(_signIn.Clock.GetUtcNow(), snapshot.SignedInAt);
    }

    [Fact]
    public async Task Refused_pupil_who_is_known_keeps_the_last_snapshot()
    {
        ScriptedSignIn.AssertGranted(await _signIn.SignInAsync());
        _claims["ov_orgcode"] = "999999";
        _claims["family_name"] = "Nieuw";
        await _signIn.AssertRefusedAsync(await _signIn.SignInAsync(), HttpStatusCode.Forbidden, "no-contract");
        Assert.Equal("Proefnaam", (await SnapshotAsync())!.Student.Naam);
    }

    [Theory]
    [InlineData("\"two\"")]
    [InlineData("\"\"")]
    [InlineData("1")]
    [InlineData("[\"one\"]")]
    [InlineData("null")]
    public async Task Userinfo_about_someone_else_is_refused(string subject)
    {
        Acm.EditDraft = draft => draft.Claims["sub"] = "one";
        _claims.Remove("family_name");
        Acm.UserInfo = new JsonObject { ["sub"] = JsonNode.Parse(subject), ["family_name"] = "Ander" };
        await _signIn.AssertRefusedAsync(await _signIn.SignInAsync(), HttpStatusCode.BadGateway, "user-info-subject-mismatch");
    }

    [Fact]
    public async Task Userinfo_without_a_subject_is_refused_if_the_ID_token_has_one()
    {
        Acm.EditDraft = draft => draft.Claims["sub"] = "one";
        _claims.Remove("family_name");
        Acm.UserInfo = new JsonObject { ["family_name"] = "Uit-Userinfo" };
        await _signIn.AssertRefusedAsync(await _signIn.SignInAsync(), HttpStatusCode.BadGateway, "user-info-subject-mismatch");
        Assert.Null(await SnapshotAsync());
    }

    [Theory]
    [InlineData("one", "one")]
    [InlineData(null, "two")]
    [InlineData(null, null)]
    public async Task Userinfo_fills_in_what_the_ID_token_lacks(string? subject, string? userInfoSubject)
    {
        Acm.EditDraft = draft => draft.Claims["sub"] = subject;
        _claims.Remove("family_name");
        Acm.UserInfo = new JsonObject { ["sub"] = userInfoSubject, ["family_name"] = "Uit-Userinfo", ["given_name"] = "Niet-Deze" };

        ScriptedSignIn.AssertGranted(await _signIn.SignInAsync());

        Student kept = (await SnapshotAsync())!.Student;
        Assert.Equal("Uit-Userinfo", kept.Naam);
        Assert.Equal("Proefvoornaam", kept.Voornaam);
    }

    [Fact]
    public async Task Userinfo_with_a_claim_twice_is_refused()
    {
        _claims.Remove("family_name");
        Acm.OnUserInfo = async context =>
        {
            context.Response.ContentType = "application/json";
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "{\"family_name\":\"A\",\"family_name\":\"B\"}", Cancel);
        };
        await _signIn.AssertRefusedAsync(await _signIn.SignInAsync(), HttpStatusCode.ServiceUnavailable, "acm-answer-invalid");
    }

    [Fact]
    public async Task Userinfo_is_not_asked_when_the_ID_token_has_all()
    {
        Acm.Requests.Clear();
        ScriptedSignIn.AssertGranted(await _signIn.SignInAsync());
        Assert.DoesNotContain(Acm.Requests, request => request.Contains("userinfo", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ov_gebruikersnaam", true)]
    [InlineData("ov_historiek_account_uuid", true)]
    [InlineData("family_name", false)]
    [InlineData("ov_orgcode", false)]
    [InlineData("ov_leerid_uuid", false)]
    [InlineData("ov_account_uuid", false)]
    public async Task Unavailable_userinfo_matters_only_for_claims_that_decide(string missing, bool granted)
    {
        _claims.Remove(missing);
        Acm.OnUserInfo = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        Answer answer = await _signIn.SignInAsync();
        if (granted)
            ScriptedSignIn.AssertGranted(answer);
        else
            await _signIn.AssertRefusedAsync(answer, HttpStatusCode.ServiceUnavailable, "acm-failed");
    }

    private async Task<StudentSnapshot?> SnapshotAsync()
    {
        Student pupil = new() { LeerIdUuid = ScriptedAcm.LeerId(_pupil) };
        return await _signIn.Rig.Students.FindAsync((await _signIn.Rig.Keys.ForAsync(pupil, Cancel)).Own, Cancel);
    }
}
