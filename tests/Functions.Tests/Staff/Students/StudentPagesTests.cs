using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Students;

/// <summary>The pages to give to a pupil, over HTTP: the log, the answer that nothing is kept, and an erasure.</summary>
public sealed class StudentPagesTests(StudentsRig rig) : IClassFixture<StudentsRig>
{
    private const string Words = "nieuwsgierig naar het dossier";

    [Fact]
    public async Task Log_as_a_page_has_the_role_and_the_chosen_reason_and_not_the_words_nor_the_person()
    {
        await rig.SignInAsync(610);
        await rig.Staff.SendAsync(
            StaffRole.AccessControl, "POST", "staff/students/lookup", StaffRig.Json(StudentsRig.ByLeerId(610)), Words, purposeKind: "security-incident");
        rig.Staff.Clock.Advance(TimeSpan.FromSeconds(1));

        StaffAnswer json = await LogAsync(accept: null);
        StaffAnswer page = await LogAsync("text/html");

        Assert.Contains("security-incident", json.Text, StringComparison.Ordinal);
        Assert.Contains(Words, json.Text, StringComparison.Ordinal);
        Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
        Assert.Equal("no-store", page.Headers["Cache-Control"]);
        Assert.Contains("script-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        foreach (string told in new[] { "Wat in ons logboek over jou staat", "meldde je aan", "om een probleem met de veiligheid te onderzoeken" })
            Assert.True(page.Text.Contains(told, StringComparison.Ordinal), told);
        foreach (string kept in new[] { Words, StaffRig.ObjectIdOf(StaffRole.AccessControl), "Proefnaam", ScriptedAcm.LeerId(610).ToString() })
            Assert.False(page.Text.Contains(kept, StringComparison.Ordinal), kept);

        Task<StaffAnswer> LogAsync(string? accept) => rig.Staff.SendAsync(
            StaffRole.Dpo, "POST", "staff/students/privacy-log", StaffRig.Json(StudentsRig.ByLeerId(610)), "nazicht", accept);
    }

    [Fact]
    public async Task Page_of_a_pupil_without_data_is_404_too()
    {
        StaffAnswer page = await rig.LookUpAsync(StudentsRig.ByLeerId(620), StaffRole.Privacy, accept: "text/html");

        Assert.Equal((404, "text/html; charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
        Assert.Contains("We bewaren geen gegevens over jou", page.Text, StringComparison.Ordinal);
        Assert.Equal("404 nothing-kept", (await rig.LookUpAsync(StudentsRig.ByLeerId(620), StaffRole.Privacy)).ToString());
    }

    [Fact]
    public async Task Erasure_as_a_page_has_the_proof_that_the_answer_has()
    {
        await rig.SignInAsync(630);

        StaffAnswer page = await rig.Staff.SendAsync(
            StaffRole.Privacy, "POST", "staff/students/erase", StaffRig.Json(StudentsRig.ByLeerId(630)), "dossier 2026-115", "text/html");
        StaffAnswer json = await rig.EraseAsync(StudentsRig.ByLeerId(630));

        Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
        Assert.Matches("<pre>ey[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+</pre>", page.Text);
        Assert.Contains("De gegevens zijn gewist, en bij het nalezen was er niets meer.", page.Text, StringComparison.Ordinal);
        Assert.Null(await rig.FindAsync(630));
        Assert.Equal(0, json.Json.GetProperty("recipients").GetArrayLength());
        Assert.Contains(json.Json.GetProperty("remaining").GetString()!, page.Text, StringComparison.Ordinal);
        Assert.Contains("artikel 17, lid 3", json.Json.GetProperty("remaining").GetString(), StringComparison.Ordinal);
    }
}
