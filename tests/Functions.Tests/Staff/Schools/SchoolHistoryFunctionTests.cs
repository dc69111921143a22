using System.Text.Json;
using LeerId.Staff;

namespace LeerId.Functions.Tests.Staff.Schools;

/// <summary>The history of a school, and whether it has a contract today, over HTTP.</summary>
public sealed class SchoolHistoryFunctionTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>
{
    private StaffRig Rig => shared.Rig;

    [Fact]
    public async Task History_tells_each_change_newest_first_with_the_contract_before_and_after()
    {
        await PutAsync("066001", """{"name":"De Brug","from":"2026-09-01"}""");
        await PutAsync("066001", """{"name":"De Brug","from":"2026-09-01","until":"2027-08-31","formerNumbers":["066000"]}""");
        Assert.Equal(204, (await Rig.SendAsync(StaffRole.AccessControl, "DELETE", "staff/schools/066001", purpose: null)).Status);

        JsonElement answer = (await GetAsync("066001/history", StaffRole.Operator)).Json;

        Assert.True(answer.GetProperty("isComplete").GetBoolean());
        JsonElement[] entries = [.. answer.GetProperty("entries").EnumerateArray()];
        Assert.Equal(["delete", "put", "put"], entries.Select(entry => entry.GetProperty("way").GetString()));
        Assert.Equal(
            ["at", "by", "way", "number", "before", "after", "revision"], entries[0].EnumerateObject().Select(member => member.Name));
        Assert.All(entries, entry => Assert.Equal(
            ("066001", "2026-09-01T06:30:00Z", StaffRig.ObjectIdOf(StaffRole.AccessControl)),
            (entry.GetProperty("number").GetString(), entry.GetProperty("at").GetString(), entry.GetProperty("by").GetString())));
        const string Last =
            """{"number":"066001","name":"De Brug","from":"2026-09-01","until":"2027-08-31","board":null,"municipality":null,"formerNumbers":["066000"]}""";
        Assert.Equal((Last, "null"), (entries[0].GetProperty("before").GetRawText(), entries[0].GetProperty("after").GetRawText()));
        Assert.Equal(Last, entries[1].GetProperty("after").GetRawText());
        Assert.Equal("null", entries[2].GetProperty("before").GetRawText());
        Assert.Empty((await GetAsync("066002/history", StaffRole.Dpo)).Json.GetProperty("entries").EnumerateArray());
    }

    [Fact]
    public async Task Contract_today_is_told_by_present_and_former_number_without_the_list()
    {
        await PutAsync("066010", """{"name":"De Fusie","from":"2026-09-01","formerNumbers":["066011"]}""");
        await PutAsync("066020", """{"name":"De Toekomst","from":"2026-09-02"}""");

        Assert.Equal(
            """
            {"number":"066011","day":"2026-09-01","mayComeIn":true,"state":"in-force","school":"066010","name":"De Fusie","from":"2026-09-01","until":null,
            "explanation":"De school heeft vandaag een contract: haar leerlingen kunnen zich aanmelden."}
            """.ReplaceLineEndings(""),
            (await GetAsync("066011/contract", StaffRole.Helpdesk)).Text);
        JsonElement later = (await GetAsync("066020/contract", StaffRole.Helpdesk)).Json;
        Assert.Equal((false, "not-begun"), (later.GetProperty("mayComeIn").GetBoolean(), later.GetProperty("state").GetString()));
        JsonElement none = (await GetAsync("066099/contract", StaffRole.Helpdesk)).Json;
        Assert.Equal((false, "no-contract"), (none.GetProperty("mayComeIn").GetBoolean(), none.GetProperty("state").GetString()));
        Assert.Equal(JsonValueKind.Null, none.GetProperty("school").ValueKind);
    }

    [Theory]
    [InlineData("12345/contract", StaffRole.Helpdesk)]
    [InlineData("0123456/contract", StaffRole.Helpdesk)]
    [InlineData("school/history", StaffRole.Dpo)]
    public async Task What_is_no_school_number_is_refused_with_its_form(string path, StaffRole role)
    {
        StaffAnswer answer = await GetAsync(path, role);
        Assert.Equal("422 school-invalid", answer.ToString());
        JsonElement fault = Assert.Single(answer.Json.GetProperty("faults").EnumerateArray());
        Assert.Equal(("number", "must be six digits, such as 012345"), (fault.GetProperty("field").GetString(), fault.GetProperty("fault").GetString()));
    }

    private Task<StaffAnswer> GetAsync(string path, StaffRole role) => Rig.SendAsync(role, "GET", $"staff/schools/{path}", purpose: null);

    private async Task PutAsync(string number, string terms)
    {
        StaffAnswer answer = await Rig.SendAsync(StaffRole.AccessControl, "PUT", $"staff/schools/{number}", StaffRig.Json(terms), purpose: null);
        Assert.True(answer.Status is 200 or 201, answer.ToString());
    }
}
