using Azure.Data.Tables;
using LeerId.Notices;
using LeerId.Testing;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The hourly requeue tells both officers when the processors in the settings change.</summary>
public sealed class ProcessorWatchTests(AzuriteFixture azurite)
{
    private const string Service = "Register:Processors:0:Service";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_list_ever_is_recorded_without_a_notice_and_a_change_is_told_once()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        Assert.Empty(await RunAsync(storage));
        Assert.Empty(await RunAsync(storage));

        Assert.Single(await RunAsync(storage, (Service, "hosting")));
        Notice notice = Assert.Single(await RunAsync(storage, (Service, "hosting")));

        ChangeContent change = Assert.IsType<ChangeContent>(notice.Content);
        Assert.Equal(ChangeSubject.Processors, change.Subject);
        Assert.Equal("Gewijzigd: Wolk NV: de dienst was \"opslag\" en is nu \"hosting\".", change.Description);
        Assert.Equal([NoticeRecipient.Provider, NoticeRecipient.Dov], notice.SentAt.Keys);
        Assert.Null(notice.ReportedBy);
    }

    [Fact]
    public async Task Another_key_or_order_of_the_same_processors_is_no_change()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        await RunAsync(storage);
        Dictionary<string, string?> complete = CompleteSettings.Of(storage);
        string[] processor = [.. complete.Keys.Where(name => name.StartsWith("Register:Processors:0", StringComparison.Ordinal))];
        using EvidenceRig renamed = new(
            storage, without: "Register:Processors:0",
            settings: [.. processor.Select(name => (name.Replace(":0:", ":wolk:", StringComparison.Ordinal), complete[name]))]);
        Assert.Equal("wolk", Assert.Single(renamed.Get<Microsoft.Extensions.Options.IOptions<LeerId.Register.RegisterOptions>>().Value.Processors).Key);
        Assert.Empty(await RunAsync(renamed));
    }

    [Fact]
    public async Task Change_and_its_reversal_are_two_notices()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        await RunAsync(storage);
        await RunAsync(storage, (Service, "hosting"));

        IReadOnlyList<Notice> notices = await RunAsync(storage);

        Assert.Equal(
            ["de dienst was \"hosting\" en is nu \"opslag\"", "de dienst was \"opslag\" en is nu \"hosting\""],
            notices.Select(notice => ((ChangeContent)notice.Content).Description!.Split(": ")[^1].TrimEnd('.')).Order(StringComparer.Ordinal));
        Assert.Equal(3, (await RunAsync(storage, (Service, "hosting"))).Count);
    }

    [Fact]
    public async Task Instances_that_see_the_same_change_at_once_register_one_notice()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        await RunAsync(storage);
        EvidenceRig[] rigs = [.. Enumerable.Range(0, 6).Select(_ => new EvidenceRig(storage, settings: (Service, "hosting")))];

        await Task.WhenAll(rigs.Select(rig => rig.Get<NoticeRequeue>().RunAsync(Cancel)));

        Assert.Single(await ChangesAsync(rigs[0]));
        foreach (EvidenceRig rig in rigs)
            rig.Dispose();
    }

    [Fact]
    public async Task A_run_that_broke_off_after_the_notice_is_finished_by_the_next_with_the_same_notice()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        await RunAsync(storage);
        await using (StorageProxy proxy = await StorageProxy.StartAsync(storage))
        {
            proxy.Intercept = request => request.Contains("PartitionKey='processors'", StringComparison.Ordinal)
                && !request.StartsWith("GET", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
            using EvidenceRig broken = new(proxy.ConnectionString, settings: (Service, "hosting"));
            await Assert.ThrowsAsync<LeerId.Runs.RunFailedException>(() => broken.Get<NoticeRequeue>().RunAsync(Cancel));
            Assert.Single(await ChangesAsync(broken));
        }

        Assert.Single(await RunAsync(storage, (Service, "hosting")));
    }

    [Fact]
    public async Task A_row_that_can_not_be_read_is_logged_and_stops_nothing_else()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        await new TableClient(storage, "Notices").AddEntityAsync(new TableEntity("processors", "current") { ["Revision"] = "many" }, Cancel);
        using EvidenceRig rig = new(storage);

        Assert.Empty(await RunAsync(rig));
        Assert.Single(rig.Logs.Entries, entry => entry.EventId.Id == 4032);
    }

    private static async Task<IReadOnlyList<Notice>> RunAsync(string storage, params (string Name, string? Value)[] settings)
    {
        using EvidenceRig rig = new(storage, settings: settings);
        return await RunAsync(rig);
    }

    private static async Task<IReadOnlyList<Notice>> RunAsync(EvidenceRig rig)
    {
        Assert.True((await rig.Get<NoticeRequeue>().RunAsync(Cancel)).Succeeded);
        return await ChangesAsync(rig);
    }

    private static async Task<IReadOnlyList<Notice>> ChangesAsync(EvidenceRig rig) =>
        await rig.Get<NoticeRegister>().ListAsync(NoticeKind.Change, Cancel).ToListAsync(Cancel);
}
