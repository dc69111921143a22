using System.Text;
using System.Text.Json;
using LeerId.OpenIdConnect;
using LeerId.Retention;
using LeerId.SignIn;
using LeerId.Students;
using LeerId.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.SignIn;

public sealed class StudentClaimsTests
{
    private const string LeerId = "11111111-1111-4111-8111-111111111111";
    private const string Account = "22222222-2222-4222-8222-222222222222";
    private const string OldAccount = "33333333-3333-4333-8333-333333333333";

    private static readonly StudentClaims Claims = At(new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Read_takes_the_seven_data_and_drops_the_rest()
    {
        Student student = Accepted($$"""
            {"ov_leerid_uuid":["{{LeerId}}"],"ov_account_uuid":"{{Account}}","ov_historiek_account_uuid":["{{OldAccount}}"],
             "given_name":"Zoë","family_name":"D'Hondt","ov_gebruikersnaam":"zoe.dhondt","ov_orgcode":["012345","030569"],
             "rrn":"10010112345","email":"zoe@school.example"}
            """);

        Assert.Equal(Guid.Parse(LeerId), student.LeerIdUuid);
        Assert.Equal(Guid.Parse(Account), student.AccountUuid);
        Assert.Equal([Guid.Parse(OldAccount)], student.HistoriekAccountUuid);
        Assert.Equal("Zoë", student.Voornaam);
        Assert.Equal("D'Hondt", student.Naam);
        Assert.Equal("zoe.dhondt", student.Gebruikersnaam);
        Assert.Equal(["012345", "030569"], student.Instellingsnummers.Select(n => n.ToString()));
        Assert.Equal(7, typeof(Student).GetProperties().Length);
    }

    [Theory]
    [InlineData("\"012345\"", new[] { "012345" })]
    [InlineData("[\"012345\"]", new[] { "012345" })]
    [InlineData("30569", new[] { "030569" })]
    [InlineData("[30569,\"012345\"]", new[] { "030569", "012345" })]
    [InlineData("[\"012345\",\"012345\"]", new[] { "012345" })]
    [InlineData("[]", new string[0])]
    [InlineData("\"\"", new string[0])]
    [InlineData("[\"\"]", new string[0])]
    [InlineData("null", new string[0])]
    public void Read_takes_school_numbers_in_every_shape(string json, string[] expected) =>
        Assert.Equal(expected, Accepted(With("ov_orgcode", json)).Instellingsnummers.Select(n => n.ToString()));

    [Theory]
    [InlineData("\"12345\"")]
    [InlineData("\"0123456\"")]
    [InlineData("\"01234A\"")]
    [InlineData("[\"012345\",\"x\"]")]
    [InlineData("1234567")]
    [InlineData("-1")]
    [InlineData("12345.5")]
    [InlineData("1e4")]
    [InlineData("true")]
    [InlineData("{\"number\":\"012345\"}")]
    [InlineData("[[\"012345\"]]")]
    public void Read_refuses_a_school_number_that_is_none(string json) => AssertRefused(RefusalReason.ClaimMalformed, With("ov_orgcode", json));

    [Theory]
    [InlineData("ov_leerid_uuid", "\"not-a-uuid\"")]
    [InlineData("ov_leerid_uuid", "\"11111111111141118111111111111111\"")]
    [InlineData("ov_leerid_uuid", "\"{11111111-1111-4111-8111-111111111111}\"")]
    [InlineData("ov_leerid_uuid", "\" 1111111-1111-4111-8111-111111111111\"")]
    [InlineData("ov_leerid_uuid", "\"+1111111-1111-4111-8111-111111111111\"")]
    [InlineData("ov_leerid_uuid", "\"0x111111-1111-4111-8111-111111111111\"")]
    [InlineData("ov_leerid_uuid", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("ov_leerid_uuid", "[\"11111111-1111-4111-8111-111111111111\",\"22222222-2222-4222-8222-222222222222\"]")]
    [InlineData("ov_account_uuid", "12")]
    [InlineData("ov_account_uuid", "{}")]
    [InlineData("ov_historiek_account_uuid", "[\"33333333-3333-4333-8333-333333333333\",\"x\"]")]
    public void Read_refuses_a_uuid_that_is_none(string name, string json) => AssertRefused(RefusalReason.ClaimMalformed, With(name, json));

    [Theory]
    [InlineData("\"\\u0007\"")]
    [InlineData("\"Jan\\nPiet\"")]
    [InlineData("\"Jan\\u0000\"")]
    [InlineData("\"Jan\\u0085\"")]
    [InlineData("\"Jan\\u2028\"")]
    [InlineData("\"Jan\\ud800\"")]
    [InlineData("true")]
    [InlineData("[\"Jan\",\"Piet\"]")]
    public void Read_refuses_a_name_that_is_none(string json) => AssertRefused(RefusalReason.ClaimMalformed, With("given_name", json));

    [Theory]
    [InlineData(200, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Read_takes_long_names_and_refuses_over_long_ones(int length, bool accepted)
    {
        // A character outside the Basic Multilingual Plane counts as one.
        string name = string.Concat(Enumerable.Repeat("𝒜", length));

        Checked<Student, RefusalReason> student = Read(With("family_name", JsonSerializer.Serialize(name)));

        Assert.Equal(accepted, student.Refusal is null);
        if (accepted)
            Assert.Equal(name, student.Value.Naam);
    }

    [Theory]
    [InlineData("\"e\\u0301\"", "e\u0301")]
    [InlineData("\"é\"", "é")]
    [InlineData("\" Jan \"", " Jan ")]
    [InlineData("[\"Jan\"]", "Jan")]
    [InlineData("7", "7")]
    [InlineData("\"\"", null)]
    [InlineData("[]", null)]
    [InlineData("null", null)]
    public void Read_keeps_a_name_exact(string json, string? expected) =>
        Assert.Equal(expected, Accepted(With("given_name", json)).Voornaam);

    [Fact]
    public void Read_takes_a_pupil_without_a_leer_id()
    {
        Student student = Accepted(With("ov_leerid_uuid", "[]"));
        Assert.Null(student.LeerIdUuid);
        Assert.Equal(Guid.Parse(Account), student.AccountUuid);
    }

    [Fact]
    public void Read_refuses_a_pupil_without_any_key() =>
        AssertRefused(
            RefusalReason.IdentifierMissing, """{"ov_leerid_uuid":[],"ov_account_uuid":"","given_name":"A","family_name":"B","ov_orgcode":"012345"}""");

    [Fact]
    public void Read_fills_what_the_ID_token_lacks_from_userinfo_and_nothing_else()
    {
        JsonElement idToken = Parse($$"""{"ov_leerid_uuid":[],"ov_account_uuid":"{{Account}}","given_name":"Jan"}""");
        JsonElement userInfo = Parse($$"""{"ov_leerid_uuid":"{{LeerId}}","given_name":"Piet","family_name":"Peeters","ov_orgcode":"012345"}""");

        Student student = Claims.Read(idToken, userInfo).Value;

        Assert.Null(student.LeerIdUuid);
        Assert.Equal("Jan", student.Voornaam);
        Assert.Equal("Peeters", student.Naam);
        Assert.Equal(["012345"], student.Instellingsnummers.Select(n => n.ToString()));
    }

    // Usernames end on 1 January 2028 in Brussels, which is an hour ahead of UTC.
    [Theory]
    [InlineData(-1, "jan")]
    [InlineData(0, null)]
    public void Read_takes_a_username_until_the_day_on_which_usernames_end(int seconds, string? expected)
    {
        StudentClaims claims = At(new DateTimeOffset(2027, 12, 31, 23, 0, 0, TimeSpan.Zero).AddSeconds(seconds));

        Assert.Equal(expected, claims.Read(Parse(With("ov_gebruikersnaam", "\"jan\"")), userInfo: null).Value.Gebruikersnaam);
    }

    [Theory]
    [InlineData("ov_leerid_uuid", "ov_account_uuid")]
    [InlineData("ov_account_uuid", "ov_orgcode")]
    [InlineData("given_name", "family_name")]
    [InlineData("family_name", "ov_orgcode")]
    public void Read_refuses_two_malformed_claims(string one, string other) =>
        AssertRefused(RefusalReason.ClaimMalformed, With((one, "true"), (other, "true")));

    [Fact]
    public void Student_never_prints_its_values() =>
        Assert.Equal(typeof(Student).FullName, Accepted(With("given_name", "\"Jan\"")).ToString());

    private static StudentClaims At(DateTimeOffset now) => new(
        Options.Create(new AcmOptions()),
        new RetentionPolicy(Options.Create(new RetentionOptions()), Options.Create(new AgreementOptions()), new FakeTimeProvider(now)));

    private static string With(string name, string json) => With((name, json));

    private static string With(params (string Name, string Json)[] changes)
    {
        Dictionary<string, string> claims = new()
        {
            ["ov_leerid_uuid"] = $"[\"{LeerId}\"]",
            ["ov_account_uuid"] = $"\"{Account}\"",
            ["given_name"] = "\"Jan\"",
            ["family_name"] = "\"Peeters\"",
            ["ov_orgcode"] = "\"012345\"",
        };
        foreach ((string name, string json) in changes)
            claims[name] = json;
        return "{" + string.Join(',', claims.Select(claim => $"\"{claim.Key}\":{claim.Value}")) + "}";
    }

    private static Student Accepted(string json)
    {
        Checked<Student, RefusalReason> read = Read(json);
        Assert.Null(read.Refusal);
        return read.Value;
    }

    private static void AssertRefused(RefusalReason reason, string json) => Assert.Equal(reason, Read(json).Refusal);

    private static Checked<Student, RefusalReason> Read(string json) => Claims.Read(Parse(json), userInfo: null);

    private static JsonElement Parse(string json) => StrictJson.ParseObject(Encoding.UTF8.GetBytes(json))!.Value;
}
