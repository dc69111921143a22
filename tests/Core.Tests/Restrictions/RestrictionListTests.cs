using System.Text;
using Azure;
using Azure.Data.Tables;
using LeerId.Core.Tests.DataSubjects;
using LeerId.DataSubjects;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.Restrictions;

/// <summary>The pupils in the cached list, and how long the list may be used.</summary>
public sealed class RestrictionListTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restriction_is_in_force_on_every_instance_within_a_minute_and_ends_within_a_minute()
    {
        string storage = azurite.NewAccount();
        using RestrictionRig here = new(storage), elsewhere = new(storage);
        Student pupil = DataSubjectRig.Identified(1, 11);
        Assert.False(await here.HoldsAsync(pupil));
        Assert.False(await elsewhere.HoldsAsync(pupil));

        string id = (await here.PlaceAsync(pupil)).Id;
        Advance(TimeSpan.FromSeconds(60));
        Assert.True(await here.HoldsAsync(pupil));
        Assert.True(await elsewhere.HoldsAsync(pupil));
        Assert.False(await elsewhere.HoldsAsync(DataSubjectRig.Identified(2, 21)));

        Assert.IsType<RestrictionOutcome.Done>(await here.LiftAsync(id));
        Advance(TimeSpan.FromSeconds(60));
        Assert.False(await here.HoldsAsync(pupil));
        Assert.False(await elsewhere.HoldsAsync(pupil));

        void Advance(TimeSpan time)
        {
            here.App.Clock.Advance(time);
            elsewhere.App.Clock.Advance(time);
        }
    }

    [Fact]
    public async Task Restriction_of_an_account_holds_for_the_pupil_who_is_identified_later()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        await rig.App.SignInAsync(DataSubjectRig.Temporary(12));

        await rig.PlaceAsync(DataSubjectRig.Temporary(12));

        Assert.True(await rig.HoldsAsync(DataSubjectRig.Temporary(12)));
        Assert.True(await rig.HoldsAsync(DataSubjectRig.Identified(1, 11, history: [12])));
        Assert.True(await rig.HoldsAsync(DataSubjectRig.Identified(1, 12)));
        Assert.False(await rig.HoldsAsync(DataSubjectRig.Identified(1, 11)));
    }

    [Theory]
    [InlineData("leer_id_uuid")]
    [InlineData("former account")]
    public async Task Restriction_of_an_identified_pupil_holds_for_each_account_that_the_pupil_has_or_had(string by)
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        Student pupil = DataSubjectRig.Identified(1, 11, history: [12, 13]);
        await rig.App.SignInAsync(pupil);

        await rig.PlaceAsync(by == "leer_id_uuid" ? pupil : DataSubjectRig.Temporary(13));

        Assert.True(await rig.HoldsAsync(DataSubjectRig.Identified(1, 14)));
        foreach (int account in new[] { 11, 12, 13 })
            Assert.True(await rig.HoldsAsync(DataSubjectRig.Temporary(account)));
        Assert.False(await rig.HoldsAsync(DataSubjectRig.Temporary(21)));
    }

    [Fact]
    public async Task List_is_used_for_at_most_a_day_while_storage_does_not_answer()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(azurite.NewAccount());
        using RestrictionRig rig = new(storage.ConnectionString);
        await rig.PlaceAsync(DataSubjectRig.Identified(1, 11));
        Assert.True(await rig.HoldsAsync(DataSubjectRig.Identified(1, 11)));
        storage.Intercept = request => request.StartsWith("GET Restrictions", StringComparison.Ordinal) ? StorageProxy.Refuse : null;

        rig.App.Clock.Advance(TimeSpan.FromHours(23));
        Assert.True(await rig.HoldsAsync(DataSubjectRig.Identified(1, 11)));
        Assert.False(await rig.HoldsAsync(DataSubjectRig.Identified(2, 21)));

        rig.App.Clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<RequestFailedException>(() => rig.HoldsAsync(DataSubjectRig.Identified(2, 21)));
        Assert.Contains(rig.App.Logs.Entries, entry => entry.EventId.Id == 9706);
    }

    [Fact]
    public async Task Nobody_can_sign_in_until_the_list_has_been_loaded()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(azurite.NewAccount());
        storage.Intercept = request => request.StartsWith("GET Restrictions", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        using RestrictionRig rig = new(storage.ConnectionString);

        await Assert.ThrowsAsync<RequestFailedException>(() => rig.HoldsAsync(DataSubjectRig.Identified(1, 11)));
    }

    [Fact]
    public async Task Row_with_a_damaged_column_still_holds_and_one_without_pseudonyms_stops_no_other()
    {
        string storage = azurite.NewAccount();
        using RestrictionRig rig = new(storage);
        string id = (await rig.PlaceAsync(DataSubjectRig.Identified(1, 11))).Id;
        TableClient table = new(storage, "Restrictions");
        await table.UpdateEntityAsync(new TableEntity("restriction", id) { ["Ground"] = "no ground" }, ETag.All, cancellationToken: Cancel);
        await table.AddEntityAsync(new TableEntity("restriction", "01K42TP6J8Q5V0D3W7Z9X1C4BN") { ["IsOpen"] = true }, Cancel);

        Assert.True(await rig.HoldsAsync(DataSubjectRig.Identified(1, 11)));
        Assert.Contains(rig.App.Logs.Entries, entry => entry.EventId.Id == 9704);
    }

    [Fact]
    public async Task Table_holds_pseudonyms_and_no_uuid_in_a_key_or_a_column()
    {
        string storage = azurite.NewAccount();
        using RestrictionRig rig = new(storage);
        Student pupil = DataSubjectRig.Identified(1, 11, history: [12]);
        await rig.App.SignInAsync(pupil);
        await rig.PlaceAsync(pupil);

        TableEntity row = await new TableClient(storage, "Restrictions").QueryAsync<TableEntity>(cancellationToken: Cancel).SingleAsync(Cancel);

        string all = string.Join('\n', row.Select(column => column.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : column.Value?.ToString()));
        Assert.Contains((await rig.App.Get<StudentKeys>().ForAsync(pupil, Cancel)).Own.ToString(), all, StringComparison.Ordinal);
        Assert.False(all.Contains("5c21", StringComparison.OrdinalIgnoreCase), "The row contains a uuid.");
        Assert.DoesNotContain("Proef", all, StringComparison.Ordinal);
    }
}
