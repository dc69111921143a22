using System.Text.Json;
using LeerId.Staff;

namespace LeerId.Functions.Tests.Staff.Schools;

/// <summary>The list of schools, over HTTP.</summary>
public sealed class SchoolListFunctionTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>
{
    private StaffRig Rig => shared.Rig;

    [Fact]
    public async Task The_list_is_in_order_of_number()
    {
        StaffAnswer answer = await Rig.SendAsync(StaffRole.AccessControl, "GET", "staff/schools", purpose: null);
        Assert.Equal((200, "application/json; charset=utf-8"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.Equal(4, answer.Json.GetProperty("revision").GetInt64());
        JsonElement[] schools = [.. answer.Json.GetProperty("schools").EnumerateArray()];
        Assert.Equal(["012345", "030569", "040404", "050505"], schools.Select(school => school.GetProperty("number").GetString()));
        Assert.Equal(
            """
            {"number":"040404","name":"Oefenschool De Fusie","from":"2020-09-01","until":null,
            "board":"Oefenbestuur Zonnestraal","municipality":null,"formerNumbers":["040401","040402"]}
            """.ReplaceLineEndings(""),
            schools[2].GetRawText());
    }

    [Fact]
    public async Task List_is_a_CSV_file_on_request()
    {
        StaffAnswer answer = await Rig.SendAsync(StaffRole.Operator, "GET", "staff/schools", accept: "text/csv");
        Assert.Equal((200, "text/csv; charset=utf-8", "Accept"), (answer.Status, answer.Headers["Content-Type"], answer.Headers["Vary"]));
        Assert.Equal("attachment; filename=schools.csv; filename*=UTF-8''schools.csv", answer.Headers["Content-Disposition"]);
        Assert.Equal(
            "\uFEFFnumber;name;from;until;board;formerNumbers;municipality\r\n" +
            "012345;Oefenschool De Regenboog;2020-09-01;;;;Gent\r\n" +
            "030569;Oefenschool Het Kompas;2020-09-01;;;;Leuven\r\n" +
            "040404;Oefenschool De Fusie;2020-09-01;;Oefenbestuur Zonnestraal;040401 040402;\r\n" +
            "050505;Oefenschool Vroeger;2020-09-01;2024-08-31;;;\r\n",
            answer.Text);
    }

    [Theory]
    [InlineData("text/csv;charset=utf-8")]
    [InlineData("text/csv; charset=utf-8; header=present")]
    [InlineData("TEXT/CSV;Charset=\"utf-8\";q=0.9, application/json;charset=utf-8;q=0.8")]
    [InlineData("text/csv;header=absent;q=0.1, text/csv;header=present, application/json;q=0.5")]
    [InlineData("text/*;charset=utf-8, application/json;q=0.5")]
    public async Task Parameters_of_a_media_type_do_not_matter(string accept) => Assert.StartsWith(
        "text/csv", (await Rig.SendAsync(StaffRole.Dpo, "GET", "staff/schools", accept: accept)).Headers["Content-Type"], StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("*/*")]
    [InlineData("application/json;charset=utf-8, text/csv;charset=utf-8;q=0.5")]
    [InlineData("text/csv;charset=utf-8;q=0.4, */*;q=0.5")]
    [InlineData("text/csv;charset=utf-8;q=0, */*;q=0.5")]
    [InlineData("text/csvx;charset=utf-8")]
    [InlineData("application/json")]
    [InlineData("application/json, text/csv;q=0.5")]
    [InlineData("text/csv;q=0")]
    public async Task List_is_JSON_otherwise(string? accept) => Assert.StartsWith(
        "application/json", (await Rig.SendAsync(StaffRole.Dpo, "GET", "staff/schools", accept: accept)).Headers["Content-Type"], StringComparison.Ordinal);
}
