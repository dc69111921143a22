using Azure;
using Azure.Data.Tables;
using LeerId.PrivacyLog.Seals;
using LeerId.Runs;
using LeerId.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Core.Tests.PrivacyLog.Seals;

/// <summary>The chain of seals: who signed them, and whether they are the original ones.</summary>
public sealed class SealChainTests(AzuriteFixture azurite)
{
    private const int Days = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Seal_removed_is_missing(int day)
    {
        using PrivacyLogRig rig = await SealedAsync();
        await rig.SealTable.DeleteEntityAsync("2026", RowKey(day), ETag.All, Cancel);
        await AssertOnlyAsync(rig, day, DayState.SealMissing);
    }

    [Theory]
    [InlineData(0, "signed with another key")]
    [InlineData(2, "signed with another key")]
    [InlineData(4, "signed with another key")]
    [InlineData(0, "count")]
    [InlineData(2, "count")]
    [InlineData(4, "count")]
    [InlineData(2, "root")]
    [InlineData(4, "root")]
    [InlineData(2, "previous")]
    [InlineData(4, "previous")]
    [InlineData(2, "count in the token")]
    [InlineData(4, "count in the token")]
    [InlineData(2, "of another day")]
    [InlineData(4, "of another day")]
    [InlineData(2, "no token")]
    [InlineData(4, "no token")]
    [InlineData(4, "nothing")]
    [InlineData(4, "token of another type")]
    public async Task Seal_replaced_is_not_authentic(int day, string how)
    {
        using PrivacyLogRig rig = await SealedAsync();
        TableEntity row = (await rig.SealTable.GetEntityAsync<TableEntity>("2026", RowKey(day), cancellationToken: Cancel)).Value;
        string token = row.GetString("Seal");
        switch (how)
        {
            case "signed with another key":
                row["Seal"] = SignedAnew(token, PrivacyLogRig.NewKey());
                break;
            case "count":
                row["Entries"] = 1L;
                break;
            case "root":
                row["Root"] = row.GetString("Root")[1..] + "A";
                break;
            case "previous":
                row["Previous"] = row.GetString("Previous")[1..] + "A";
                break;
            case "count in the token":
                string[] parts = token.Split('.');
                string payload = Base64UrlEncoder.Decode(parts[1]).Replace("\"entries\":3", "\"entries\":2", StringComparison.Ordinal);
                (row["Seal"], row["Entries"]) = ($"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}", 2L);
                break;
            case "of another day":
                TableEntity other = (await rig.SealTable.GetEntityAsync<TableEntity>("2026", RowKey(day - 1), cancellationToken: Cancel)).Value;
                foreach (string column in new[] { "Seal", "Entries", "Root", "Previous" })
                    row[column] = other[column];
                break;
            case "no token":
                row["Seal"] = "sealed";
                break;
            case "nothing":
                row.Remove("Seal");
                break;
            default:
                row["Seal"] = SignedAnew(token, rig.SealKey, "other+jwt");
                break;
        }

        await rig.SealTable.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);

        await AssertOnlyAsync(rig, day, DayState.SealNotAuthentic);
    }

    [Fact]
    public async Task Seal_recreated_with_the_same_key_does_not_fit_the_chain()
    {
        using PrivacyLogRig rig = await SealedAsync();
        TableEntity row = (await rig.SealTable.GetEntityAsync<TableEntity>("2026", RowKey(2), cancellationToken: Cancel)).Value;
        row["Seal"] = SignedAnew(row.GetString("Seal"), rig.SealKey);
        await rig.SealTable.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);
        await AssertOnlyAsync(rig, 2, DayState.SealNotAuthentic);
    }

    [Fact]
    public async Task Seals_of_deleted_keys_are_authentic_only_through_the_chain()
    {
        string storage = azurite.NewAccount();
        string[] keys = [PrivacyLogRig.NewKey(), PrivacyLogRig.NewKey(), PrivacyLogRig.NewKey()];
        for (int day = 0; day < 6; day++)
        {
            // Each key seals two days.
            int key = day / 2;
            using PrivacyLogRig rig = new(storage, Night(day), keys[key], key == 0 ? null : keys[key - 1]);
            await rig.FillAsync(PrivacyLogRig.FirstDay.AddDays(day), 3);
            await rig.Sealer.RunAsync(Cancel);
        }

        using PrivacyLogRig last = new(storage, Night(6), keys[2], keys[1]);
        Assert.Equal([.. Enumerable.Repeat(DayState.Whole, 6), DayState.SealMissing], await last.StatesAsync(7));

        await last.SealTable.DeleteEntityAsync("2026", RowKey(1), ETag.All, Cancel);
        // The days of the first key can be authenticated only through a later seal. One of them no longer has such a seal.
        Assert.Equal(
            [DayState.SealNotAuthentic, DayState.SealMissing, .. Enumerable.Repeat(DayState.Whole, 4), DayState.SealMissing], await last.StatesAsync(7));
    }

    [Fact]
    public async Task Sealing_goes_on_after_a_forged_seal_without_making_it_authentic_and_the_run_fails()
    {
        string storage = azurite.NewAccount();
        using PrivacyLogRig rig = await SealedAsync(storage);
        TableEntity row = (await rig.SealTable.GetEntityAsync<TableEntity>("2026", RowKey(4), cancellationToken: Cancel)).Value;
        row["Seal"] = SignedAnew(row.GetString("Seal"), PrivacyLogRig.NewKey());
        await rig.SealTable.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);

        using PrivacyLogRig next = new(storage, Night(6), rig.SealKey);
        RunFailedException failure = await Assert.ThrowsAsync<RunFailedException>(() => next.Sealer.RunAsync(Cancel));

        Assert.Equal(1, failure.Record.Failed);
        Assert.Contains(next.Logs.Entries, entry => entry.EventId.Id == 8011);
        Assert.Equal(
            [DayState.Whole, DayState.Whole, DayState.Whole, DayState.Whole, DayState.SealNotAuthentic, DayState.Whole, DayState.Whole],
            await next.StatesAsync(7));
        next.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await next.Sealer.RunAsync(Cancel)).Succeeded);
    }

    [Fact]
    public async Task Every_seal_removed_is_found_while_there_are_entries()
    {
        using PrivacyLogRig rig = await SealedAsync();
        for (int day = 0; day < Days; day++)
            await rig.SealTable.DeleteEntityAsync("2026", RowKey(day), ETag.All, Cancel);
        Assert.All(await rig.StatesAsync(Days), state => Assert.Equal(DayState.SealMissing, state));
    }

    [Fact]
    public async Task Period_that_begins_after_the_first_seal_gives_the_same_verdicts()
    {
        using PrivacyLogRig rig = await SealedAsync();
        Assert.All(
            await rig.VerifyAsync(PrivacyLogRig.FirstDay.AddDays(2), PrivacyLogRig.FirstDay.AddDays(3)),
            verdict => Assert.Equal((DayState.Whole, 3, 3), (verdict.State, verdict.Sealed, verdict.Found)));
    }

    private async Task<PrivacyLogRig> SealedAsync(string? storage = null)
    {
        PrivacyLogRig rig = new(storage ?? azurite.NewAccount(), Night(Days - 1));
        await rig.FillAsync(3, 3, 3, 3, 3);
        await rig.Sealer.RunAsync(Cancel);
        return rig;
    }

    private static async Task AssertOnlyAsync(PrivacyLogRig rig, int day, DayState expected)
    {
        DayState[] states = [.. Enumerable.Repeat(DayState.Whole, Days)];
        states[day] = expected;
        Assert.Equal(states, await rig.StatesAsync(Days));
    }

    private static string SignedAnew(string token, string pem, string type = "seal+jwt")
    {
        JsonWebToken jwt = new(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            Base64UrlEncoder.Decode(jwt.EncodedPayload), LeerId.Secrets.SigningKey.Parse(pem).Credentials,
            new Dictionary<string, object> { [JwtHeaderParameterNames.Typ] = type });
    }

    // The night after a day, in which the day is sealed.
    private static DateTimeOffset Night(int day) => PrivacyLogRig.Moment("2026-09-02T01:30:00Z").AddDays(day);

    private static string RowKey(int day) => $"202609{day + 1:00}";
}
