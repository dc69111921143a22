using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Schools;

/// <summary>Imports that are applied, over HTTP.</summary>
public sealed class SchoolImportTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Import = "staff/schools/import";
    private const string OpenData = "staff/schools/open-data";

    private StaffRig? _rig;

    private StaffRig Rig => _rig!;

    public async ValueTask InitializeAsync() => _rig = await StaffRig.StartAsync(azurite);

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
    }

    // Alone, because the emulator answers no other test in time while it writes four thousand schools.
    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task Four_thousand_schools_in_one_file()
    {
        byte[] csv = Csv(string.Join('\n', Enumerable.Range(200_000, 4000).Select(number => $"{number},Basisschool {number},2026-09-01,2027-08-31")));
        StaffAnswer shown = await SendAsync($"{Import}?dryRun=true", csv);
        Assert.Equal(200, shown.Status);

        long start = Stopwatch.GetTimestamp();
        StaffAnswer done = await SendAsync(Import, csv);
        TimeSpan took = Stopwatch.GetElapsedTime(start);

        TestContext.Current.TestOutputHelper?.WriteLine($"4,000 schools in {csv.Length} bytes: {took.TotalSeconds:0.0} s");
        Assert.Equal(200, done.Status);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        // A dry run shows exactly the changes of the import.
        Assert.Equal(shown.Text.Replace("\"dryRun\":true", "\"dryRun\":false", StringComparison.Ordinal), done.Text);
        Assert.Equal((4000, 0, 4), (Count(done, "added"), Count(done, "changed"), Count(done, "removed")));
        JsonElement list = JsonElement.Parse(await ListAsync());
        Assert.Equal(4000, list.GetProperty("schools").GetArrayLength());
        Assert.Equal(5, list.GetProperty("revision").GetInt64());
    }

    [Fact]
    public async Task Names_come_from_the_open_data()
    {
        byte[] csv =
        [
            .. "\uFEFFschoolnummer;naam;bestuur\r\n"u8, .. "012345;Basisschool De Regenboog;vzw Zon\r\n"u8,
            .. "030569;Oefenschool Het Kompas;\r\n040404;Oefenschool De Fusie;\r\n"u8,
        ];
        StaffAnswer shown = await SendAsync($"{OpenData}?dryRun=true", csv);
        Assert.Contains("Oefenschool De Regenboog", await ListAsync(), StringComparison.Ordinal);
        StaffAnswer done = await SendAsync(OpenData, csv);

        Assert.Equal(shown.Text.Replace("\"dryRun\":true", "\"dryRun\":false", StringComparison.Ordinal), done.Text);
        Assert.Equal("""[{"number":"012345","name":"Basisschool De Regenboog","fields":["name","board"]}]""", done.Json.GetProperty("changed").GetRawText());
        Assert.Contains("""{"number":"050505","warning":"is not in the open data"}""", done.Text, StringComparison.Ordinal);
        Assert.Contains(
            """
            "name":"Basisschool De Regenboog","from":"2020-09-01","until":null,"board":"vzw Zon","municipality":"Gent","formerNumbers":[]}
            """,
            await ListAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_is_imported_and_its_faults_name_their_cells()
    {
        SchoolContract school = new() { Number = SchoolNumber.Parse("012345"), Name = "De Regenboog", From = new DateOnly(2026, 9, 1) };
        StaffAnswer done = await SendAsync(Import, SchoolWorkbook.Write([school]), SchoolWorkbook.MediaType);
        Assert.Equal((200, 3), (done.Status, done.Json.GetProperty("removedCount").GetInt32()));
        Assert.Equal(1, JsonElement.Parse(await ListAsync()).GetProperty("schools").GetArrayLength());

        StaffAnswer refused = await SendAsync(Import, SchoolWorkbook.Write([school, school]), SchoolWorkbook.MediaType);
        Assert.Equal("422 file-invalid", refused.ToString());
        Assert.Equal(
            """{"line":3,"field":"number","fault":"012345 is also in cell A2, and the periods overlap","cell":"A3"}""",
            refused.Json.GetProperty("faults")[0].GetRawText());

        StaffAnswer old = await SendAsync(Import, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], SchoolWorkbook.MediaType);
        Assert.Equal("400 body-invalid", old.ToString());
        Assert.Equal("""{"fault":"The file has the old format .xls: save it as .xlsx."}""", old.Json.GetProperty("faults")[0].GetRawText());
    }

    [Fact]
    public async Task The_exported_file_can_be_imported_again_unchanged()
    {
        await Rig.SendAsync(
            StaffRole.AccessControl, "PUT", "staff/schools/077777", StaffRig.Json("""{"name":"=HYPERLINK(\"http://x\")","from":"2026-09-01"}"""));
        StaffAnswer file = await Rig.SendAsync(StaffRole.Dpo, "GET", "staff/schools", accept: "text/csv");
        Assert.Contains("'=HYPERLINK", file.Text, StringComparison.Ordinal);
        StaffAnswer answer = await SendAsync(Import, file.Bytes);
        Assert.Equal((200, 5), (answer.Status, answer.Json.GetProperty("unchanged").GetInt32()));
    }

    [Fact]
    public async Task One_of_two_concurrent_imports_is_applied_and_the_other_is_refused()
    {
        // The emulator is too fast to force both imports to overlap. In each round they overlap or run one after the other.
        for (int round = 0; round < 5; round++)
        {
            Task<StaffAnswer> one = SendAsync(
                Import, Csv(string.Join('\n', Enumerable.Range(300_000, 240).Select(number => $"{number},A{round},2026-09-01,"))));
            Task<StaffAnswer> other = SendAsync(
                Import, Csv(string.Join('\n', Enumerable.Range(300_000, 250).Select(number => $"{number},B{round},2026-09-01,"))));
            StaffAnswer[] answers = await Task.WhenAll(one, other);

            Assert.All(answers, answer => Assert.True(answer.Status == 200 || answer.ToString() == "409 list-changed", answer.ToString()));
            Assert.Contains(answers, answer => answer.Status == 200);
            string[] names = [.. JsonElement.Parse(await ListAsync()).GetProperty("schools")
                .EnumerateArray().Select(school => school.GetProperty("name").GetString()!)];
            string name = Assert.Single(names.Distinct());
            Assert.Equal(name[0] == 'A' ? 240 : 250, names.Length);
            Assert.EndsWith($"{round}", name, StringComparison.Ordinal);
        }
    }

    private static byte[] Csv(string lines) => Encoding.UTF8.GetBytes($"number,name,from,until\n{lines}\n");

    private static int Count(StaffAnswer answer, string member) => answer.Json.GetProperty(member).GetArrayLength();

    private async Task<StaffAnswer> SendAsync(string path, byte[] file, string mediaType = "text/csv")
    {
        using ByteArrayContent content = new(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return await Rig.SendAsync(StaffRole.AccessControl, "POST", path, content, purpose: null);
    }

    private async Task<string> ListAsync() => (await Rig.SendAsync(StaffRole.Operator, "GET", "staff/schools", purpose: null)).Text;
}
