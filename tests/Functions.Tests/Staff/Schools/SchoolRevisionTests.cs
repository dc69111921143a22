using LeerId.Staff;

namespace LeerId.Functions.Tests.Staff.Schools;

/// <summary>The revision of a school over HTTP: <c>ETag</c>, <c>If-Match</c> and <c>If-None-Match</c> (RFC 9110, section 13.1).</summary>
public sealed class SchoolRevisionTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>
{
    private const string First = """{"name":"Eerste","from":"2026-09-01"}""";
    private const string Second = """{"name":"Tweede","from":"2026-09-01"}""";

    private StaffRig Rig => shared.Rig;

    [Fact]
    public async Task The_second_of_two_editors_gets_412_with_the_contract_of_the_first()
    {
        StaffAnswer made = await PutAsync("071001", """{"name":"Begin","from":"2026-09-01"}""");
        string tag = made.Headers["ETag"];
        Assert.Matches("^\"[A-Za-z0-9_-]{20}\"$", tag);
        Assert.Equal(tag, (await Rig.SendAsync(StaffRole.SchoolsSync, "GET", "staff/schools/071001", purpose: null)).Headers["ETag"]);

        StaffAnswer first = await PutAsync("071001", First, ifMatch: tag);
        StaffAnswer second = await PutAsync("071001", Second, ifMatch: tag);

        Assert.Equal(200, first.Status);
        Assert.NotEqual(tag, first.Headers["ETag"]);
        Assert.Equal("412 school-changed", second.ToString());
        Assert.Equal((first.Text, first.Headers["ETag"]), (second.Json.GetProperty("school").GetRawText(), second.Headers["ETag"]));
        Assert.Equal("412 school-changed", (await DeleteAsync("071001", tag)).ToString());
        Assert.Equal(first.Text, (await Rig.SendAsync(StaffRole.Dpo, "GET", "staff/schools/071001", purpose: null)).Text);
        Assert.Equal(200, (await PutAsync("071001", Second, ifMatch: second.Headers["ETag"])).Status);
    }

    [Fact]
    public async Task Removed_school_is_null_in_the_answer_and_404_for_a_removal()
    {
        string tag = (await PutAsync("071002", First)).Headers["ETag"];
        Assert.Equal(204, (await DeleteAsync("071002", tag)).Status);

        StaffAnswer late = await PutAsync("071002", Second, ifMatch: tag);

        Assert.Equal("412 school-changed", late.ToString());
        Assert.Equal("null", late.Json.GetProperty("school").GetRawText());
        Assert.False(late.Headers.ContainsKey("ETag"));
        Assert.Equal("404 school-unknown", (await DeleteAsync("071002", tag)).ToString());
    }

    [Fact]
    public async Task The_same_contract_sent_again_is_answered_as_it_is_and_leaves_no_record()
    {
        string tag = (await PutAsync("071003", First)).Headers["ETag"];
        StaffAnswer changed = await PutAsync("071003", Second, ifMatch: tag);
        StaffAnswer again = await PutAsync("071003", Second, ifMatch: tag);

        Assert.Equal((200, changed.Text, changed.Headers["ETag"]), (again.Status, again.Text, again.Headers["ETag"]));
        StaffAnswer history = await Rig.SendAsync(StaffRole.Dpo, "GET", "staff/schools/071003/history", purpose: null);
        Assert.Equal(2, history.Json.GetProperty("entries").GetArrayLength());
    }

    [Theory]
    [InlineData("071010", "*", null, "412 school-changed")]
    [InlineData("071011", null, "*", "201 ")]
    [InlineData("012345", null, "*", "412 school-changed")]
    [InlineData("071012", "\"none\"", null, "412 school-changed")]
    [InlineData("012345", "\"*\"", null, "412 school-changed")]
    [InlineData("012345", "W/\"abc\"", null, "412 school-changed")]
    [InlineData("012345", "\"a\", \"b\"", null, "412 school-changed")]
    [InlineData("012345", "abc", null, "412 school-changed")]
    [InlineData("012345", "*", "*", "400 if-none-match-invalid")]
    [InlineData("012345", null, "\"abc\"", "400 if-none-match-invalid")]
    public async Task Each_precondition_header_is_honoured(string number, string? ifMatch, string? ifNoneMatch, string expected) =>
        Assert.Equal(expected, (await PutAsync(number, First, ifMatch, ifNoneMatch)).ToString());

    [Fact]
    public async Task Asterisk_matches_any_contract()
    {
        await PutAsync("071020", First);
        Assert.Equal(200, (await PutAsync("071020", Second, ifMatch: "*")).Status);
        Assert.Equal(204, (await DeleteAsync("071020", "*")).Status);
    }

    private Task<StaffAnswer> PutAsync(string number, string body, string? ifMatch = null, string? ifNoneMatch = null) => Rig.SendAsync(
        StaffRole.AccessControl, "PUT", $"staff/schools/{number}", StaffRig.Json(body), purpose: null, ifMatch: ifMatch, ifNoneMatch: ifNoneMatch);

    private Task<StaffAnswer> DeleteAsync(string number, string ifMatch) =>
        Rig.SendAsync(StaffRole.AccessControl, "DELETE", $"staff/schools/{number}", purpose: null, ifMatch: ifMatch);
}
