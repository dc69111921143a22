using System.Net.Http.Headers;
using System.Text;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Schools;

/// <summary>An import that removes more than ten schools and more than 5 % of the list must state the number of removals.</summary>
public sealed class SchoolRemovalTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Import = "staff/schools/import";

    private StaffRig? _rig;

    private StaffRig Rig => _rig!;

    public async ValueTask InitializeAsync() => _rig = await StaffRig.StartAsync(azurite);

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
    }

    [Theory]
    // 15 is exactly 5 % of 300. Ten of 20 is half of the list, but not more than ten.
    [InlineData(300, 15, false)]
    [InlineData(300, 16, true)]
    [InlineData(20, 10, false)]
    [InlineData(20, 11, true)]
    [InlineData(220, 11, false)]
    [InlineData(219, 11, true)]
    public async Task The_number_must_be_stated_when_it_is_more_than_ten_and_more_than_five_percent(int schools, int removed, bool mustState)
    {
        Assert.Equal(200, (await SendAsync("", schools)).Status);

        StaffAnswer shown = await SendAsync("?dryRun=true", schools - removed);
        Assert.Equal((200, removed, mustState), (shown.Status, shown.Json.GetProperty("removedCount").GetInt32(), MustState(shown)));
        StaffAnswer silent = await SendAsync("", schools - removed);

        Assert.Equal(mustState ? 409 : 200, silent.Status);
        Assert.Equal(mustState ? schools : schools - removed, await CountAsync());
        if (!mustState)
            return;
        Assert.Equal("removes-differs", silent.Problem);
        Assert.Equal(
            $"The file removes {removed} of the {schools} schools on the list. Nothing is changed.", silent.Json.GetProperty("title").GetString());
        Assert.Equal(
            $$"""[{"field":"removes","fault":"must be {{removed}}; dryRun=true shows the removed schools; then send the file with removes={{removed}}"}]""",
            silent.Json.GetProperty("faults").GetRawText());
        StaffAnswer stated = await SendAsync($"?removes={removed}", schools - removed);
        Assert.Equal((200, removed, true), (stated.Status, stated.Json.GetProperty("removedCount").GetInt32(), MustState(stated)));
        Assert.Equal(schools - removed, await CountAsync());
    }

    [Theory]
    [InlineData("?removes=15", 16)]
    [InlineData("?removes=17&dryRun=false", 16)]
    // The number is not required here, but it is wrong. The list differs from what the caller expects.
    [InlineData("?removes=0", 3)]
    [InlineData("?removes=3", 0)]
    public async Task Another_number_changes_nothing(string query, int removed)
    {
        await SendAsync("", 300);

        Assert.Equal("409 removes-differs", (await SendAsync(query, 300 - removed)).ToString());

        Assert.Equal(300, await CountAsync());
        Assert.Equal(200, (await SendAsync($"?removes={removed}", 300 - removed)).Status);
        Assert.Equal(300 - removed, await CountAsync());
    }

    [Theory]
    [InlineData("removes=")]
    [InlineData("removes=-1")]
    [InlineData("removes=all")]
    [InlineData("removes=1.0")]
    [InlineData("removes=+1")]
    [InlineData("removes=99999999999")]
    public async Task Invalid_number_of_removals_is_refused(string query) =>
        Assert.Equal("400 removes-invalid", (await SendAsync($"?{query}", 10)).ToString());

    [Fact]
    public async Task Dry_run_shows_the_removals_whatever_number_is_stated()
    {
        await SendAsync("", 300);
        StaffAnswer shown = await SendAsync("?dryRun=true&removes=1", 100);
        Assert.Equal((200, 200, true), (shown.Status, shown.Json.GetProperty("removed").GetArrayLength(), MustState(shown)));
        Assert.Equal(300, await CountAsync());
    }

    private static bool MustState(StaffAnswer answer) => answer.Json.GetProperty("mustStateRemoves").GetBoolean();

    private async Task<StaffAnswer> SendAsync(string query, int schools)
    {
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes(
            "number,name,from,until\n" + string.Concat(Enumerable.Range(200_000, schools).Select(number => $"{number},Basisschool,2026-09-01,\n"))));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return await Rig.SendAsync(StaffRole.AccessControl, "POST", Import + query, content, purpose: null);
    }

    private async Task<int> CountAsync() =>
        (await Rig.SendAsync(StaffRole.Operator, "GET", "staff/schools", purpose: null)).Json.GetProperty("schools").GetArrayLength();
}
