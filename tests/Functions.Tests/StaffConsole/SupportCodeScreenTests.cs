using System.Net;
using LeerId.Functions.Tests.Staff;
using LeerId.Functions.Tests.Staff.Students;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screen Hulpcode: the text that a helper reads about a code.</summary>
public sealed class SupportCodeScreenTests(StudentsRig pupils) : IClassFixture<StudentsRig>
{
    private const string Screen = "hulpcode";

    [Fact]
    public async Task Code_shows_reason_next_step_and_words_for_the_teacher()
    {
        string code = (await pupils.SignInAsync(1, claims => claims["ov_orgcode"] = "999999")).SupportCode!;
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, StaffRole.Helpdesk);
        Answer page = await browser.GetAsync(Screen);

        Answer answer = await browser.SubmitAsync(page, Screen, new Dictionary<string, string> { ["code"] = code.ToLowerInvariant() });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("Geen van de scholen van de leerling heeft vandaag een contract.", answer.Text(), StringComparison.Ordinal);
        Assert.Contains("Kijk na welke school het is, en of haar contract is ingevoerd, al begonnen is en nog loopt.", answer.Text(), StringComparison.Ordinal);
        Assert.Contains("Dat geldt voor de hele klas. De directie beslist daarover.", answer.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12345", "School 012345: mag vandaag binnen? Ja")]
    [InlineData("999999", "School 999999: mag vandaag binnen? Nee")]
    public async Task Answer_says_whether_the_named_school_has_a_contract_today(string number, string text)
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, StaffRole.Helpdesk);

        Answer answer = await browser.SubmitAsync(
            await browser.GetAsync(Screen), Screen, new Dictionary<string, string> { ["code"] = "K763-QX9M", ["school"] = number });

        Assert.Contains(text, answer.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_keeps_what_was_typed_and_names_each_fault_at_its_field()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, StaffRole.Helpdesk);

        Answer answer = await browser.SubmitAsync(
            await browser.GetAsync(Screen), Screen, new Dictionary<string, string> { ["code"] = "K763", ["school"] = "<b>1" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(
            ["Instellingsnummer is geen instellingsnummer: dat heeft zes cijfers, zoals 030569", "Hulpcode is geen hulpcode zoals K763-QX9M"],
            answer.Faults());
        Assert.Equal("K763", answer.Document.QuerySelector("input[name=code]")!.GetAttribute("value"));
        Assert.Equal("<b>1", answer.Document.QuerySelector("input[name=school]")!.GetAttribute("value"));
        Assert.StartsWith("Fout: Hulpcode", answer.Document.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_role_of_persons_has_the_screen_in_its_menu()
    {
        foreach (StaffRole role in StaffRig.Persons)
        {
            using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, role);
            Assert.Contains("Hulpcode", (await browser.GetAsync(Screen)).Menu());
        }
    }

    [Fact]
    public async Task Person_without_a_role_gets_no_screen()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, "no-role");

        Answer answer = await browser.GetAsync(Screen);

        Assert.Equal((HttpStatusCode.Forbidden, "U hebt geen toegang tot dit scherm"), (answer.Status, answer.Heading()));
        Assert.Empty(answer.Menu());
    }
}
