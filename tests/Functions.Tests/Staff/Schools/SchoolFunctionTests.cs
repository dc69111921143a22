using LeerId.Staff;

namespace LeerId.Functions.Tests.Staff.Schools;

/// <summary>Schools one by one, over HTTP.</summary>
public sealed class SchoolFunctionTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>
{
    private StaffRig Rig => shared.Rig;

    [Fact]
    public async Task A_school_is_put_read_replaced_and_deleted()
    {
        const string Path = "staff/schools/077777";
        StaffAnswer put = await PutAsync(
            Path, """{"name":" Nieuw ","from":"2026-09-01","until":"2027-08-31","board":"Zon","municipality":" Gent ","formerNumbers":["077776"]}""");
        const string Stored =
            """{"number":"077777","name":"Nieuw","from":"2026-09-01","until":"2027-08-31","board":"Zon","municipality":"Gent","formerNumbers":["077776"]}""";
        Assert.Equal((201, Stored), (put.Status, put.Text));
        StaffAnswer got = await GetAsync(Path);
        Assert.Equal((200, Stored, "no-store"), (got.Status, got.Text, got.Headers["Cache-Control"]));

        StaffAnswer replaced = await PutAsync(Path, """{"name":"Anders","from":"2026-09-01"}""");
        Assert.Equal(
            (200, """{"number":"077777","name":"Anders","from":"2026-09-01","until":null,"board":null,"municipality":null,"formerNumbers":[]}"""),
            (replaced.Status, replaced.Text));

        StaffAnswer deleted = await Rig.SendAsync(StaffRole.AccessControl, "DELETE", Path, purpose: null);
        Assert.Equal((204, ""), (deleted.Status, deleted.Text));
        Assert.Equal("404 school-unknown", (await GetAsync(Path)).ToString());
        Assert.Equal("404 school-unknown", (await Rig.SendAsync(StaffRole.AccessControl, "DELETE", Path)).ToString());
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("0123456")]
    [InlineData("12345a")]
    [InlineData("import")]
    public async Task Invalid_number_is_no_school(string number)
    {
        Assert.Equal("404 school-unknown", (await GetAsync($"staff/schools/{number}")).ToString());
        Assert.Equal("404 school-unknown", (await Rig.SendAsync(StaffRole.AccessControl, "DELETE", $"staff/schools/{number}")).ToString());
        Assert.Equal("422 school-invalid", (await PutAsync($"staff/schools/{number}", """{"name":"A","from":"2026-09-01"}""")).ToString());
    }

    [Fact]
    public async Task Invalid_contract_is_refused_with_every_fault()
    {
        StaffAnswer answer = await PutAsync("staff/schools/077777", """{"name":"","from":"2026-09-01","until":"2026-08-31","formerNumbers":["040401"]}""");
        Assert.Equal("422 school-invalid", answer.ToString());
        Assert.Equal(
            """[{"field":"name","fault":"is missing"},{"field":"until","fault":"is before the first day"}]""", answer.Json.GetProperty("faults").GetRawText());
        StaffAnswer claimed = await PutAsync("staff/schools/077777", """{"name":"A","from":"2026-09-01","formerNumbers":["040401"]}""");
        Assert.Equal(
            """[{"field":"formerNumbers","fault":"040401 is also a former number of 040404, in the same period"}]""",
            claimed.Json.GetProperty("faults").GetRawText());
    }

    [Theory]
    [InlineData("""{"number":"077777","name":"A","from":"2026-09-01"}""")]
    [InlineData("""{"name":"A","from":"2026-09-01","untill":"2027-08-31"}""")]
    [InlineData("""{"name":"A","name":"B","from":"2026-09-01"}""")]
    [InlineData("""{"name":"A","from":20260901}""")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task A_body_of_another_form_is_refused(string body) =>
        Assert.Equal("400 body-invalid", (await PutAsync("staff/schools/077777", body)).ToString());

    [Fact]
    public async Task Each_change_is_logged_with_who_made_it()
    {
        await PutAsync("staff/schools/088888", """{"name":"A","from":"2026-09-01"}""");
        await Rig.SendAsync(StaffRole.AccessControl, "DELETE", "staff/schools/088888");
        Assert.Equal(
            [
                $"School 088888 was put on the list by {StaffRig.ObjectIdOf(StaffRole.AccessControl)}",
                $"School 088888 was removed from the list by {StaffRig.ObjectIdOf(StaffRole.AccessControl)}",
            ],
            Rig.Host.Logs.Entries.Where(entry => entry.EventId.Id is >= 3010 and < 3020 && entry.Message.Contains("088888", StringComparison.Ordinal))
                .Select(entry => entry.Message));
    }

    private Task<StaffAnswer> GetAsync(string path) => Rig.SendAsync(StaffRole.Dpo, "GET", path, purpose: null);

    private Task<StaffAnswer> PutAsync(string path, string body) => Rig.SendAsync(StaffRole.AccessControl, "PUT", path, StaffRig.Json(body), purpose: null);
}
