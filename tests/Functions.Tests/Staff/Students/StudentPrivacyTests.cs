using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Students;

/// <summary>
/// Staff perform every action on a pupil while logs, traces and storage requests are captured. Then the capture is searched for personal data.
/// </summary>
public sealed class StudentPrivacyTests(StudentsRig rig) : IClassFixture<StudentsRig>
{
    private static readonly string[] Values =
    [
        ScriptedAcm.LeerId(400).ToString(), ScriptedAcm.LeerId(400).ToString("N"), StudentsRig.Uuid(400), StudentsRig.Uuid(490), StudentsRig.Uuid(499),
        Guid.Parse(StudentsRig.Uuid(490)).ToString("N"), "Proefvoornaam", "Proefnaam", "proef.gebruiker",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_personal_data_reach_a_log_a_trace_an_address_or_a_key()
    {
        ConcurrentQueue<string> traces = new();
        using ActivityListener listener = new()
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue(string.Join('\n', [
                activity.DisplayName, activity.StatusDescription, .. activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
                .. activity.Events.SelectMany(e => e.Tags.Select(tag => $"{tag.Key}={tag.Value}"))])),
        };
        ActivitySource.AddActivityListener(listener);
        using EventCapture events = new("Azure", "Microsoft.IdentityModel", "System.Net");
        await rig.SignInAsync(400, claims => claims["ov_historiek_account_uuid"] = new JsonArray(StudentsRig.Uuid(490)));

        foreach (string body in new[] { StudentsRig.ByLeerId(400), StudentsRig.ByAccount(400), StudentsRig.ByAccount(490), StudentsRig.ByAccount(499) })
        {
            await rig.LookUpAsync(body);
            await rig.LookUpAsync(body, accept: "text/html");
            await rig.PostAsync(
                StaffRole.Dpo, "staff/students/privacy-log", body.Replace("}", ",\"from\":\"2026-08-31T00:00:00Z\"}", StringComparison.Ordinal));
        }

        rig.Storage.Intercept = asked => asked.StartsWith("DELETE", StringComparison.Ordinal) || asked == "POST PrivacyLog" ? StorageProxy.Refuse : null;
        await rig.EraseAsync(StudentsRig.ByAccount(490));
        rig.Storage.Intercept = asked => asked.StartsWith("DELETE", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        await rig.EraseAsync(StudentsRig.ByAccount(490));
        rig.Storage.Intercept = _ => null;
        Assert.Equal(200, (await rig.EraseAsync(StudentsRig.ByAccount(490))).Status);

        Assert.True(rig.Host.Logs.Entries.Count > 100 && traces.Count > 20 && rig.Storage.Queries.Count > 20, "Everything is captured.");
        AssertClean("a log line", rig.Host.Logs.AllText);
        AssertClean("an event of a library", events.AllText);
        AssertClean("a trace", string.Join('\n', traces));
        AssertClean("a storage address", Uri.UnescapeDataString(string.Join('\n', [.. rig.Storage.Requests, .. rig.Storage.Queries])));
        AssertClean("the privacy log or the runs", await TextAsync("PrivacyLog", "Runs"));
        Assert.False((await TextAsync("Students")).Contains(StudentsRig.Uuid(490), StringComparison.OrdinalIgnoreCase), "Something is left of the pupil.");
    }

    private static void AssertClean(string where, string text)
    {
        int found = Values.Count(value => text.Contains(value, StringComparison.OrdinalIgnoreCase));
        Assert.True(found == 0, $"{found} personal values are in {where}.");
    }

    private async Task<string> TextAsync(params string[] tables)
    {
        List<string> texts = [];
        foreach (string table in tables)
        {
            await foreach (TableEntity entity in new TableClient(rig.Account, table).QueryAsync<TableEntity>(cancellationToken: Cancel))
                texts.Add(string.Join('\n', entity.Select(property => $"{property.Key}={property.Value}")));
        }

        return string.Join('\n', texts);
    }
}
