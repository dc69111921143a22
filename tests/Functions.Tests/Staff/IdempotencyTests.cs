using Azure.Data.Tables;
using LeerId.Functions.Notices;
using LeerId.Functions.Tests.Notices;
using LeerId.Functions.Tests.Staff.Notices;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff;

/// <summary>If a report is posted again after its answer was lost, no second notice is created.</summary>
public sealed class IdempotencyTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Never = "0 0 0 1 1 *";
    private const string Breach = "staff/notices/breach";
    private const string Quality = "staff/notices/quality";
    private const string Key = "8e03978e-40d5-43dd-bc93-6894a57f9324";

    private readonly string _account = azurite.NewAccount();
    private StorageProxy? _storage;
    private ScriptedMailServer? _mail;
    private StaffRig? _rig;

    private StorageProxy Storage => _storage!;

    private StaffRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mail = await ScriptedMailServer.StartAsync();
        _storage = await StorageProxy.StartAsync(_account);
        _rig = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_storage is not null)
            await _storage.DisposeAsync();
        if (_mail is not null)
            await _mail.DisposeAsync();
    }

    [Fact]
    public async Task A_breach_posted_again_after_a_lost_answer_is_one_notice_with_one_clock_and_two_mails()
    {
        // Storage executes each request, and every answer is lost.
        Storage.LosesAnswer = request => request == "POST Notices";
        StaffAnswer lost = await ReportAsync(Key);
        Storage.LosesAnswer = _ => false;

        StaffAnswer again = await ReportAsync(Key);
        StaffAnswer oncemore = await ReportAsync($"\"{Key}\"");

        Assert.Equal((503, 201, 201), (lost.Status, again.Status, oncemore.Status));
        Assert.Equal(again.Text, oncemore.Text);
        string number = Assert.Single(await NumbersAsync());
        Assert.Equal($$"""{"kind":"breach","number":"{{number}}"}""", again.Text);
        await UntilSentAsync(number);
        Rig.Clock.Advance(TimeSpan.FromHours(25));
        Assert.True((await Rig.Host.Host.FireTimerAsync(nameof(RemindOfDeadlines), Cancel))!.Succeeded);
        await Eventually.TrueAsync("the reminder is mailed", async () => (await _mail!.MailsAsync()).Count == 3, Cancel);
        Assert.Equal(
            [NoticeRig.Dov, NoticeRig.Provider, NoticeRig.Provider], (await _mail!.MailsAsync()).Select(mail => mail.To.Single()).Order());
    }

    [Fact]
    public async Task Without_a_key_a_report_posted_twice_is_two_notices()
    {
        await ReportAsync(key: null);
        await ReportAsync(key: null);
        Assert.Equal(2, (await NumbersAsync()).Length);
    }

    [Fact]
    public async Task Another_body_under_the_key_is_refused()
    {
        Assert.Equal(201, (await ReportAsync(Key)).Status);
        System.Text.Json.Nodes.JsonObject other = NoticeReports.Of("breach");
        other["personCount"] = 1201;

        StaffAnswer refused = await Rig.SendAsync(StaffRole.Operator, "POST", Breach, StaffRig.Json(other.ToJsonString()), purpose: null, key: Key);
        StaffAnswer wrong = await Rig.SendAsync(StaffRole.Operator, "POST", Breach, StaffRig.Json("{}"), purpose: null, key: Key);

        Assert.Equal(("422 idempotency-key-reused", "422 idempotency-key-reused"), (refused.ToString(), wrong.ToString()));
        Assert.Equal("Idempotency-Key", refused.Json.GetProperty("faults")[0].GetProperty("field").GetString());
        Assert.Single(await NumbersAsync());
    }

    [Fact]
    public async Task The_key_of_another_caller_or_at_another_address_is_another_request()
    {
        await ReportAsync(Key);
        await ReportAsync(Key, StaffRole.Dpo);
        StaffAnswer quality = await Rig.SendAsync(
            StaffRole.Operator, "POST", "staff/notices/quality", StaffRig.Json(NoticeReports.Of("quality").ToJsonString()), purpose: null, key: Key);

        Assert.Equal(201, quality.Status);
        Assert.Equal(2, (await NumbersAsync()).Length);
        Assert.DoesNotContain(quality.Json.GetProperty("number").GetString(), await NumbersAsync());
    }

    [Fact]
    public async Task A_request_that_was_refused_has_not_used_its_key()
    {
        StaffAnswer refused = await Rig.SendAsync(StaffRole.Operator, "POST", Breach, StaffRig.Json("{}"), purpose: null, key: Key);
        Assert.Equal("422 notice-invalid", refused.ToString());
        Assert.Equal(201, (await ReportAsync(Key)).Status);
    }

    [Fact]
    public async Task Requests_that_come_at_the_same_time_get_the_same_answer()
    {
        StaffAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReportAsync(Key)));

        Assert.Equal(201, Assert.Single(answers.Select(answer => answer.Status).Distinct()));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        string number = Assert.Single(await NumbersAsync());
        await UntilSentAsync(number);
        Assert.Equal(2, (await _mail!.MailsAsync()).Count);
    }

    [Fact]
    public async Task A_supplement_posted_again_is_the_same_supplement()
    {
        string number = await ReportQualityAsync();
        Storage.LosesAnswer = request => request == "POST Notices";
        Assert.Equal(503, (await SupplementAsync(number, "Het waren er 1300.", Key)).Status);
        Storage.LosesAnswer = _ => false;

        string[] parts =
        [
            await PartAsync("En 20 ouders.", "another-key"), await PartAsync("Het waren er 1300.", Key), await PartAsync("En 20 ouders.", "another-key"),
            await PartAsync("Het waren er 1300.", key: null),
        ];

        Assert.Equal(["aanvulling-2", "aanvulling-1", "aanvulling-2", "aanvulling-3"], parts);
        Assert.Equal("422 idempotency-key-reused", (await SupplementAsync(number, "Iets anders.", Key)).ToString());

        async Task<string> PartAsync(string text, string? key) => (await SupplementAsync(number, text, key)).Json.GetProperty("part").GetString()!;
    }

    [Fact]
    public async Task Supplements_that_come_at_the_same_time_are_one_for_each_key()
    {
        string number = await ReportQualityAsync();

        StaffAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 9).Select(i => SupplementAsync(number, "Meer.", $"key-{i % 3}")));

        Assert.All(answers.Index().GroupBy(answer => answer.Index % 3), same => Assert.Single(same.Select(answer => answer.Item.Text).Distinct()));
        Assert.Equal(
            ["aanvulling-1", "aanvulling-2", "aanvulling-3"], answers.Select(answer => answer.Json.GetProperty("part").GetString()!).Distinct().Order());
    }

    [Fact]
    public async Task A_rotation_of_the_secret_in_between_changes_nothing()
    {
        string former = Secret(1), current = Secret(2);
        await _rig!.DisposeAsync();
        _rig = await StartAsync(("Secrets:student-key", former));
        string first = (await ReportAsync(Key)).Text;
        await _rig.DisposeAsync();
        _rig = await StartAsync(("Secrets:student-key", current), ("Secrets:student-key:previous", former));

        Assert.Equal(first, (await ReportAsync(Key)).Text);
        Assert.Single(await NumbersAsync());

        static string Secret(byte value) => Convert.ToBase64String([.. Enumerable.Repeat(value, 32)]);
    }

    [Fact]
    public async Task Neither_the_key_nor_the_answer_is_stored()
    {
        await ReportAsync(Key);
        TableEntity row = await new TableClient(_account, "Notices").QueryAsync<TableEntity>("PartitionKey eq 'breach'", cancellationToken: Cancel)
            .SingleAsync(Cancel);

        Assert.DoesNotContain(row, column => column.Value?.ToString()?.Contains(Key, StringComparison.Ordinal) == true);
        Assert.Equal(row.RowKey, row.GetString("RequestId"));
        Assert.Equal(43, row.GetString("RequestHash").Length);
        Assert.DoesNotContain(Key, Rig.Host.Logs.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notices_are_listed_oldest_first_whatever_their_numbers()
    {
        List<string> reported = [];
        for (int i = 0; i < 6; i++)
        {
            reported.Add((await ReportAsync($"key-{i}")).Json.GetProperty("number").GetString()!);
            Rig.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(reported, await NumbersAsync());
        Assert.NotEqual(reported, reported.Order(StringComparer.Ordinal));
    }

    private Task<StaffRig> StartAsync(params (string Name, string Value)[] settings)
    {
        Dictionary<string, string?> all = new(NoticeRig.Settings("127.0.0.1", _mail!.Port))
        {
            ["Notices:DeadlineSchedule"] = Never,
            ["Notices:RequeueSchedule"] = Never,
        };
        foreach ((string name, string value) in settings)
            all[name] = value;
        return StaffRig.StartAsync(azurite, Storage.ConnectionString, settings: all);
    }

    private Task<StaffAnswer> ReportAsync(string? key, StaffRole role = StaffRole.Operator) =>
        Rig.SendAsync(role, "POST", Breach, StaffRig.Json(NoticeReports.Of("breach").ToJsonString()), purpose: null, key: key);

    private async Task<string> ReportQualityAsync() => (await Rig.SendAsync(
        StaffRole.Operator, "POST", Quality, StaffRig.Json(NoticeReports.Of("quality").ToJsonString()), purpose: null)).Json.GetProperty("number").GetString()!;

    private Task<StaffAnswer> SupplementAsync(string number, string text, string? key) =>
        Rig.SendAsync(StaffRole.Dpo, "POST", $"{Quality}/{number}/supplements", StaffRig.Json($$"""{"text":"{{text}}"}"""), purpose: null, key: key);

    private async Task<string[]> NumbersAsync() => [.. (await Rig.SendAsync(StaffRole.Dpo, "GET", "staff/notices?kind=breach", purpose: null)).Json
        .EnumerateArray().Select(notice => notice.GetProperty("number").GetString()!)];

    private Task UntilSentAsync(string number) => Eventually.TrueAsync(
        "it is sent",
        async () => (await Rig.SendAsync(StaffRole.Dpo, "GET", $"{Breach}/{number}", purpose: null)).Json.GetProperty("state").ValueEquals("sent"), Cancel);
}
