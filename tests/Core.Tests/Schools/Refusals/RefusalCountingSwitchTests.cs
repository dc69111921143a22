using Azure;
using Azure.Data.Tables;
using LeerId.Schools.Refusals;
using LeerId.Testing;

namespace LeerId.Core.Tests.Schools.Refusals;

/// <summary>The officer decides whether refused sign-ins are counted, and the decision is recorded.</summary>
public sealed class RefusalCountingSwitchTests(AzuriteFixture azurite)
{
    private const string OtherOfficer = "00000002-0000-0000-0000-000000000002";

    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counting_is_off_until_the_officer_decides_and_the_decision_is_recorded()
    {
        using RefusalInstance app = new(_storage);
        Assert.Equal(new RefusalCounting(IsOn: false, DecidedAt: null, DecidedBy: null), await app.Switch.ReadAsync(Cancel));

        await app.TurnOnAsync();

        Assert.Equal(new RefusalCounting(IsOn: true, app.Clock.GetUtcNow(), RefusalInstance.Officer), await app.Switch.ReadAsync(Cancel));
        LogEntry line = Assert.Single(app.Logs.Entries, entry => entry.EventId.Id == 3030);
        Assert.Equal($"The counting of refused sign-ins per school was turned on by {RefusalInstance.Officer}", line.Message);
    }

    [Fact]
    public async Task Repeated_decision_keeps_the_first_record()
    {
        using RefusalInstance app = new(_storage);
        await app.TurnOnAsync();
        RefusalCounting first = await app.Switch.ReadAsync(Cancel);
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(first, await app.Switch.DecideAsync(isOn: true, OtherOfficer, Cancel));
        Assert.Equal(first, await app.Switch.ReadAsync(Cancel));
    }

    [Fact]
    public async Task Of_two_officers_at_the_same_moment_one_decision_is_on_record()
    {
        using RefusalInstance one = new(_storage);
        using RefusalInstance other = new(_storage, one.Clock);
        RefusalCounting[] answers = await Task.WhenAll(
            one.Switch.DecideAsync(isOn: true, RefusalInstance.Officer, Cancel), other.Switch.DecideAsync(isOn: true, OtherOfficer, Cancel));
        Assert.Single(answers.Distinct());
        Assert.Equal(1, one.Logged(3030) + other.Logged(3030));
    }

    [Fact]
    public async Task Change_is_in_force_on_another_instance_within_a_minute()
    {
        using RefusalInstance one = new(_storage);
        using RefusalInstance other = new(_storage, one.Clock);
        await other.RefuseAsync(1, "012345");
        await one.TurnOnAsync();
        one.Clock.Advance(TimeSpan.FromSeconds(60));
        await other.RefuseAsync(1, "012345");
        await other.WriteAsync();
        Assert.Equal(["20260901 012345 1"], await one.StoredAsync());
    }

    [Fact]
    public async Task Turning_counting_off_deletes_every_stored_and_remembered_count()
    {
        using RefusalInstance one = new(_storage);
        using RefusalInstance other = new(_storage, one.Clock);
        await one.TurnOnAsync();
        await one.RefuseAsync(9, "012345");
        await one.WriteAsync();
        await other.RefuseAsync(9, "012345");

        await one.Switch.DecideAsync(isOn: false, RefusalInstance.Officer, Cancel);
        await other.WriteAsync();

        Assert.Empty(await one.StoredAsync());
        Assert.Equal((false, RefusalInstance.Officer), ((await one.Switch.ReadAsync(Cancel)).IsOn, (await one.Switch.ReadAsync(Cancel)).DecidedBy));
        // The next write does not restore it either.
        await one.TurnOnAsync();
        await other.WriteAsync();
        Assert.Empty(await one.StoredAsync());
    }

    [Fact]
    public async Task Damaged_row_counts_as_off()
    {
        using RefusalInstance app = new(_storage);
        await app.TurnOnAsync();
        TableEntity row = (await app.Table.GetEntityAsync<TableEntity>("switch", "counting", cancellationToken: Cancel)).Value;
        row["IsOn"] = "yes";
        await app.Table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);
        Assert.False((await app.Switch.ReadAsync(Cancel)).IsOn);
    }
}
