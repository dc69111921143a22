using System.Net;
using System.Text.Json;
using LeerId.PrivacyLog;
using LeerId.Schools;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>Complete sign-ins of the simulator's personas.</summary>
public sealed class PersonaTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly Browser _browser = new();
    private SimulatedSignIn? _signIn;

    private SimulatedSignIn SignIn => _signIn!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _signIn = await SimulatedSignIn.StartAsync(azurite);

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        if (_signIn is not null)
            await _signIn.DisposeAsync();
    }

    [Fact]
    public async Task Identified_pupil_leaves_one_snapshot_and_one_log_entry_and_goes_to_the_application_with_a_code()
    {
        Answer page = await SignIn.SignInAsync(_browser, "identified");

        ScriptedSignIn.AssertGranted(page);
        StudentSnapshot snapshot = (await SignIn.SnapshotAsync("1ee71d00-0000-4000-8000-000000000001"))!;
        Assert.Equal(Guid.Parse("1ee71d00-0000-4000-8000-000000000001"), snapshot.Student.LeerIdUuid);
        Assert.Equal(Guid.Parse("acc00000-0000-4000-8000-000000000001"), snapshot.Student.AccountUuid);
        Assert.Empty(snapshot.Student.HistoriekAccountUuid);
        Assert.Equal("Wolfraam", snapshot.Student.Voornaam);
        Assert.Equal("Testkwartel", snapshot.Student.Naam);
        Assert.Equal("gebruiker-identified", snapshot.Student.Gebruikersnaam);
        Assert.Equal([SchoolNumber.Parse("012345")], snapshot.Student.Instellingsnummers);
        Assert.Equal(SignIn.Clock.GetUtcNow(), snapshot.SignedInAt);

        StudentKey key = (await SignIn.Rig.Keys.ForAsync(snapshot.Student, Cancel)).Own;
        PrivacyLogEntry entry = Assert.Single(await SignIn.Rig.PrivacyLog.ReadLatestAsync(10, Cancel));
        Assert.Equal(("granted", "sign-in", "pupil"), (entry.Outcome, entry.Action, entry.Actor));
        Assert.Equal((key, null, null), ((StudentKey?)entry.Student, entry.Reason, entry.SupportCode));

        JsonElement claims = await SignIn.Rig.Application.ClaimsAsync(page, Cancel);
        Assert.Equal("Wolfraam", claims.GetProperty("given_name").GetString());
        Assert.Equal("1ee71d00-0000-4000-8000-000000000001", claims.GetProperty("leer_id_uuid").GetString());
    }

    [Theory]
    [InlineData("no-contract", 403, "no-contract", "1ee71d00-0000-4000-8000-000000000003")]
    [InlineData("no-enrolment-missing", 403, "no-enrolment", "1ee71d00-0000-4000-8000-000000000004")]
    [InlineData("no-enrolment-empty-array", 403, "no-enrolment", "1ee71d00-0000-4000-8000-000000000005")]
    [InlineData("no-enrolment-empty-string", 403, "no-enrolment", "1ee71d00-0000-4000-8000-000000000006")]
    public async Task Pupil_without_access_gets_a_page_and_nothing_is_stored_but_one_log_entry(string persona, int status, string reason, string uuid)
    {
        Answer page = await SignIn.SignInAsync(_browser, persona);

        Assert.Equal((HttpStatusCode)status, page.Status);
        Assert.Null(page.Code);
        Assert.Null(await SignIn.SnapshotAsync(uuid));
        PrivacyLogEntry entry = Assert.Single(await SignIn.Rig.PrivacyLog.ReadLatestAsync(10, Cancel));
        Assert.Equal(("refused", reason, page.SupportCode), (entry.Outcome, entry.Reason, entry.SupportCode?.ToString()));
        Assert.NotNull(entry.Student);
        Assert.True(SupportCode.TryParse(page.SupportCode, out SupportCode code));
        Assert.Equal(entry, Assert.Single(await SignIn.Rig.FindAsync(code, Cancel)));
    }

    [Fact]
    public async Task Cancelled_sign_in_has_its_own_page()
    {
        Answer page = await SignIn.SignInAsync(_browser, "cancelled");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("Je bent gestopt met aanmelden", page.Document.Title);
        Assert.Equal("cancelled", Assert.Single(await SignIn.Rig.PrivacyLog.ReadLatestAsync(10, Cancel)).Reason);
    }

    [Fact]
    public async Task Pupil_of_two_schools_gets_in_with_one_contract()
    {
        Assert.Equal(HttpStatusCode.SeeOther, (await SignIn.SignInAsync(_browser, "two-schools")).Status);
        Student kept = (await SignIn.SnapshotAsync("1ee71d00-0000-4000-8000-000000000002"))!.Student;
        Assert.Equal(["999999", "030569"], kept.Instellingsnummers.Select(number => number.ToString()));
    }

    [Fact]
    public async Task School_number_that_lost_its_zero_gets_it_back()
    {
        Assert.Equal(HttpStatusCode.SeeOther, (await SignIn.SignInAsync(_browser, "number-school")).Status);
        Student kept = (await SignIn.SnapshotAsync("1ee71d00-0000-4000-8000-000000000009"))!.Student;
        Assert.Equal(["030569"], kept.Instellingsnummers.Select(number => number.ToString()));
    }

    [Fact]
    public async Task Pupil_without_INSZ_is_kept_under_the_account_and_later_becomes_one_identified_pupil()
    {
        const string TemporaryAccount = "acc00000-0000-4000-8000-000000000007";
        Assert.Equal(HttpStatusCode.SeeOther, (await SignIn.SignInAsync(_browser, "account-only")).Status);
        Student temporary = (await SignIn.SnapshotAsync(TemporaryAccount, isAccount: true))!.Student;
        Assert.Null(temporary.LeerIdUuid);
        Assert.Null(await SignIn.SnapshotAsync(TemporaryAccount));

        using Browser later = new();
        Assert.Equal(HttpStatusCode.SeeOther, (await SignIn.SignInAsync(later, "later-identified")).Status);
        Assert.Null(await SignIn.SnapshotAsync(TemporaryAccount, isAccount: true));
        Student kept = (await SignIn.SnapshotAsync("1ee71d00-0000-4000-8000-000000000008"))!.Student;
        Assert.Equal([Guid.Parse(TemporaryAccount)], kept.HistoriekAccountUuid);
    }

    [Theory]
    [InlineData("userinfo-only", "1ee71d00-0000-4000-8000-000000000010", "Walburga", "Elders")]
    [InlineData("diacritics", "1ee71d00-0000-4000-8000-000000000011", "Zoë-Ÿlka Đặng", "Çelik-Ó Súilleabháin")]
    [InlineData("apostrophe", "1ee71d00-0000-4000-8000-000000000012", "D'Hondt", "O’Connor")]
    [InlineData("markup", "1ee71d00-0000-4000-8000-000000000013", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>&amp;")]
    [InlineData("superfluous", "1ee71d00-0000-4000-8000-000000000015", "Rumoldus", "Overtollig")]
    public async Task Names_are_passed_unchanged_from_ACM_to_the_application(string persona, string uuid, string givenName, string familyName)
    {
        Answer page = await SignIn.SignInAsync(_browser, persona);

        Student kept = (await SignIn.SnapshotAsync(uuid))!.Student;
        Assert.Equal((givenName, familyName), (kept.Voornaam, kept.Naam));
        JsonElement claims = await SignIn.Rig.Application.ClaimsAsync(page, Cancel);
        Assert.Equal((givenName, familyName), (claims.GetProperty("given_name").GetString(), claims.GetProperty("family_name").GetString()));
        Assert.DoesNotContain(claims.EnumerateObject(), claim => claim.Name is "rrn" or "birthdate" or "email");
    }

    [Fact]
    public async Task Long_names_are_stored_completely()
    {
        Assert.Equal(HttpStatusCode.SeeOther, (await SignIn.SignInAsync(_browser, "long-name")).Status);
        Student kept = (await SignIn.SnapshotAsync("1ee71d00-0000-4000-8000-000000000014"))!.Student;
        Assert.Equal((200, 200), (kept.Voornaam!.Length, kept.Naam!.Length));
    }
}
