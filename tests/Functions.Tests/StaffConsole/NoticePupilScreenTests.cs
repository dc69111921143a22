using System.Net;
using LeerId.DataSubjects;
using LeerId.Functions.Tests.Staff;
using LeerId.Functions.Tests.Staff.Notices;
using LeerId.Functions.Tests.Staff.Students;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screen with the pupil of a notice. The pupil is shown only after the privacy log has an entry about it.</summary>
public sealed class NoticePupilScreenTests(StudentsRig pupils) : IClassFixture<StudentsRig>
{
    private const string Screen = "meldingen/leerling";

    [Fact]
    public async Task Pupil_is_shown_after_the_reason_is_logged()
    {
        string number = await ReportAsync();
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, StaffRole.AccessControl);
        Answer page = await browser.GetAsync(Screen);
        Answer without = await browser.SubmitAsync(page, Screen, new Dictionary<string, string> { ["number"] = number });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.Status);
        Assert.Equal(2, without.Faults().Length);
        Assert.DoesNotContain($"{ScriptedAcm.LeerId(1)}", without.Body, StringComparison.OrdinalIgnoreCase);

        Answer answer = await browser.SubmitAsync(page, Screen, Fields(number, "dossier 2026-201"));

        Assert.Contains($"{ScriptedAcm.LeerId(1)}", answer.Text(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain($"{ScriptedAcm.LeerId(1)}", answer.Address.ToString(), StringComparison.OrdinalIgnoreCase);
        PrivacyLogEntry entry = Assert.Single(await pupils.EntriesAsync(NoticePupils.Action), entry => entry.Purpose == "dossier 2026-201");
        Assert.Equal(("access-control", StaffRig.ObjectIdOf(StaffRole.AccessControl)), (entry.Role, entry.Actor));
    }

    [Fact]
    public async Task Nothing_is_shown_when_the_log_can_not_be_written()
    {
        string number = await ReportAsync();
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, StaffRole.Privacy);
        Answer page = await browser.GetAsync(Screen);
        pupils.Storage.Intercept = asked => asked == "POST PrivacyLog" ? StorageProxy.Refuse : null;
        try
        {
            Answer answer = await browser.SubmitAsync(page, Screen, Fields(number, "dossier 2026-202"));

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.DoesNotContain($"{ScriptedAcm.LeerId(1)}", answer.Body, StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            pupils.Storage.Intercept = _ => null;
        }
    }

    [Theory]
    [InlineData("nergens")]
    [InlineData("01K42TP6J8Q5V0D3W7Z9X1C4BN")]
    [InlineData("a/b/c")]
    public async Task Number_of_another_kind_of_notice_is_a_fault(string number)
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, StaffRole.Privacy);
        Answer answer = await browser.SubmitAsync(await browser.GetAsync(Screen), Screen, Fields(number, "dossier 2026-203"));
        Assert.Equal(["Nummer van de melding is geen nummer van een melding over één leerling"], answer.Faults());
    }

    private static Dictionary<string, string> Fields(string number, string purpose) =>
        new() { ["number"] = number, ["reden"] = "wrong-data", ["zaak"] = purpose };

    private async Task<string> ReportAsync()
    {
        await pupils.SignInAsync(1);
        StaffAnswer answer = await pupils.Staff.SendAsync(
            StaffRole.Privacy, "POST", "staff/students/quality-notices", StaffRig.Json(NoticeReports.Of("pupil").ToJsonString()), "dossier 2026-200");
        Assert.Equal(201, answer.Status);
        return answer.Json.GetProperty("number").GetString()!;
    }
}
