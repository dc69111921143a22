using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using LeerId.AcmSimulator;
using LeerId.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>
/// All personas sign in while everything that is logged, traced, asked for and stored is captured; then it is searched for
/// every value that ACM gave of them.
/// </summary>
public sealed class PrivacyTests(AzuriteFixture azurite)
{
    // Shorter ones, or those that stand in the settings, would be found by chance.
    private const int ShortestSearched = 5;

    // School numbers are the pupil's too, and are searched for in what is ours. In what libraries say they are found by chance: those with a
    // contract stand in the addresses of the table of schools, and a time or a version can end in any of them.
    internal static readonly string[] SchoolNumbers = ["012345", "030569", "30569", "999999"];

    // Too short to search for among hexadecimal keys; its six digits are.
    internal const string WithoutItsZero = "30569";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_personal_value_of_any_persona_leaves_the_body_of_an_answer_or_the_snapshot()
    {
        ConcurrentQueue<string> traces = new();
        using ActivityListener listener = new()
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue(string.Join('\n', [
                activity.DisplayName, activity.StatusDescription,
                .. activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
                .. activity.Events.SelectMany(e => e.Tags.Select(tag => $"{tag.Key}={tag.Value}")),
                .. activity.Baggage.Select(item => $"{item.Key}={item.Value}")])),
        };
        ActivitySource.AddActivityListener(listener);

        ConcurrentQueue<string> metrics = new();
        using MeterListener meters = new()
        {
            InstrumentPublished = (instrument, listening) => listening.EnableMeasurementEvents(instrument),
        };
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => metrics.Enqueue(Describe(instrument, tags)));
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => metrics.Enqueue(Describe(instrument, tags)));
        meters.Start();
        using EventCapture events = new("Azure", "Microsoft.IdentityModel", "System.Net");
        string account = azurite.NewAccount();
        await using StorageProxy storage = await StorageProxy.StartAsync(account);
        await using SignInRig rig = await SignInRig.StartAsync(storage.ConnectionString, SignInRig.NewClock(), new Dictionary<string, string?>(), Cancel);
        List<string> addresses = await SignInAllAsync(rig);
        Assert.Equal(
            Personas.All.Count(persona => addresses.Contains($"signed in: {persona.Id}")),
            addresses.Count(address => address.StartsWith($"{rig.Host.Address}end-session?", StringComparison.Ordinal)));

        string[] values = [.. Personas.All.SelectMany(PersonalValues).Distinct()];
        Assert.True(values.Length > 40, "The personas have more values than that.");
        List<string> keys = await KeysAsync(account);
        Assert.True(
            rig.Logs.Entries.Count > 100 && traces.Count > 20 && addresses.Count > 20 && keys.Count > 20 && !metrics.IsEmpty, "Everything is captured.");
        string[] withoutSchools = [.. values.Except(SchoolNumbers)];
        IEnumerable<string> ours = rig.Logs.Entries.Where(entry => entry.Category.StartsWith("LeerId", StringComparison.Ordinal))
            .Select(entry => entry.AllText);
        AssertClean("a log line of ours", string.Join('\n', ours), values);
        AssertClean("a log line", rig.Logs.AllText, withoutSchools);
        AssertClean("a metric", string.Join('\n', metrics), values);
        Assert.Contains("Azure", events.AllText, StringComparison.Ordinal);
        AssertClean("an event of a library", events.AllText, withoutSchools);
        AssertClean("a trace", string.Join('\n', traces), withoutSchools);
        AssertClean("an address", string.Join('\n', addresses), values);
        AssertClean("a storage address", string.Join('\n', storage.Requests), withoutSchools);
        AssertClean("a table key", string.Join('\n', keys), withoutSchools);
        AssertClean("the privacy log", await TextAsync(account, "PrivacyLog"), [.. values.Except([WithoutItsZero])]);
    }

    [Fact]
    public async Task Search_finds_what_is_there()
    {
        // The snapshots do hold the values: proof that the search would find them elsewhere.
        string account = azurite.NewAccount();
        await using SignInRig rig = await SignInRig.StartAsync(account, SignInRig.NewClock(), new Dictionary<string, string?>(), Cancel);
        await SignInAllAsync(rig);
        string text = await TextAsync(account, "Students");
        foreach (string value in PersonalValues(Personas.All[0]))
            Assert.Contains(value, text, StringComparison.Ordinal);
        Assert.DoesNotContain("rumoldus.overtollig@example.invalid", text, StringComparison.Ordinal);
        Assert.DoesNotContain("2099-12-31", text, StringComparison.Ordinal);
    }

    private static string Describe(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        List<string> texts = [instrument.Name];
        foreach ((string name, object? value) in tags)
            texts.Add($"{name}={value}");
        return string.Join('\n', texts);
    }

    internal static async Task<List<string>> SignInAllAsync(SignInRig rig)
    {
        SimulatedSignIn signIn = SimulatedSignIn.Of(rig);
        List<string> addresses = [];
        foreach (Persona persona in Personas.All)
        {
            using Browser browser = new();
            Answer callback = await signIn.ReturnToCallbackAsync(browser, persona.Id);
            Answer page = await browser.GetAsync(callback.Location, Cancel);
            addresses.AddRange([callback.Address.ToString(), callback.Location.ToString(), page.Headers.GetValueOrDefault("Location", "")]);
            addresses.AddRange(Readable(browser.Cookies.Values));
            if (page.Code is null)
                AssertClean("a refusal page", page.Body, [.. PersonalValues(persona)]);
            else
                addresses.AddRange([$"signed in: {persona.Id}", .. await UseAndSignOutAsync(rig, browser, page)]);
        }

        return addresses;
    }

    /// <summary>The application exchanges the code, reads the claims and signs the pupil out. Gives the addresses, and what can be read in them.</summary>
    private static async Task<IEnumerable<string>> UseAndSignOutAsync(SignInRig rig, Browser browser, Answer granted)
    {
        JsonAnswer tokens = await rig.Application.RedeemAsync(granted.Code, Cancel);
        string accessToken = tokens.Json.GetProperty("access_token").GetString()!;
        string idToken = tokens.Json.GetProperty("id_token").GetString()!;
        JsonAnswer claims = await rig.Application.UserinfoAsync(accessToken, Cancel);
        Assert.Equal(System.Net.HttpStatusCode.OK, claims.Status);
        string returnTo = Uri.EscapeDataString(TestApplication.PostLogoutRedirectUri);
        Answer signOut = await browser.GetAsync(rig.At($"/end-session?id_token_hint={idToken}&state=x&post_logout_redirect_uri={returnTo}"), Cancel);
        Answer atAcm = await browser.GetAsync(signOut.Location, Cancel);
        Answer back = await browser.GetAsync(atAcm.Location, Cancel);
        string[] addresses =
            [signOut.Address.AbsoluteUri, signOut.Location.AbsoluteUri, atAcm.Location.AbsoluteUri, back.Location.AbsoluteUri];
        return [.. addresses, .. Readable([granted.Code!, accessToken, idToken, signOut.LocationParameter("state")])];
    }

    /// <summary>Tokens as they are, and each part of them that somebody without a key can read.</summary>
    private static IEnumerable<string> Readable(IEnumerable<string> tokens) => tokens.SelectMany(token => (string[])[
        token,
        .. token.Split('.').Where(part => Base64Url.IsValid(part)).Select(part => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part)))]);

    internal static IEnumerable<string> PersonalValues(Persona persona) =>
        from claims in new[] { persona.IdTokenClaims, persona.UserInfoClaims }
        where claims.ValueKind == JsonValueKind.Object
        from claim in claims.EnumerateObject()
        from value in claim.Value.ValueKind == JsonValueKind.Array ? claim.Value.EnumerateArray().ToArray() : [claim.Value]
        let text = value.ToString()
        where text.Length >= ShortestSearched
        select text;

    internal static void AssertClean(string where, string text, IReadOnlyList<string> values)
    {
        // In every form it could take on the way, and without saying the value when it is found.
        string[] found = [.. values.Where(value => Forms(value).Any(form => text.Contains(form, StringComparison.OrdinalIgnoreCase)))];
        Assert.True(found.Length == 0, $"{found.Length} personal values stand in {where}.");
    }

    private static IEnumerable<string> Forms(string value) =>
    [
        value,
        Uri.EscapeDataString(value),
        JsonEncodedText.Encode(value).ToString(),
        System.Net.WebUtility.HtmlEncode(value),
        .. Guid.TryParse(value, out Guid uuid) ? [uuid.ToString("N")] : Array.Empty<string>(),
    ];

    private static async Task<List<string>> KeysAsync(string account)
    {
        List<string> keys = [];
        await foreach (TableEntity entity in EntitiesAsync(account, "Students", "PrivacyLog", "Schools"))
            keys.Add($"{entity.PartitionKey} {entity.RowKey}");
        return keys;
    }

    private static async Task<string> TextAsync(string account, string table)
    {
        List<string> texts = [];
        await foreach (TableEntity entity in EntitiesAsync(account, table))
            texts.Add(string.Join('\n', entity.Select(property => $"{property.Key}={property.Value}")));
        return string.Join('\n', texts);
    }

    private static async IAsyncEnumerable<TableEntity> EntitiesAsync(string account, params string[] tables)
    {
        foreach (string table in tables)
        {
            await foreach (TableEntity entity in new TableClient(account, table).QueryAsync<TableEntity>(cancellationToken: Cancel))
                yield return entity;
        }
    }
}
