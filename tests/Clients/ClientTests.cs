using System.Net;
using System.Threading.Channels;
using LeerId.Testing;
using Microsoft.AspNetCore.WebUtilities;

namespace LeerId.Clients.Tests;

/// <summary>Pupils sign in with libraries that others wrote, by configuration alone.</summary>
public sealed class ClientTests(ClientsFixture fixture)
{
    // The earliest that some libraries fetch a key set again.
    private const int SecondsToNextFetch = 60;

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Clients => [.. AllClients.All.Select(client => client.Name)];

    public static TheoryData<string> ClientsThatTakeStateTwice => [.. AllClients.All.Where(client => !client.TakesStateOnce).Select(client => client.Name)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Pupil_signs_in_and_out(string name)
    {
        RunningClient client = await fixture.ClientAsync(name);
        using Browser browser = new();
        Assert.Null(await client.ClaimsAsync(browser));

        await client.SignInAsync(browser, "diacritics");

        await AssertClaimsAsync(client, browser, "1ee71d00-0000-4000-8000-000000000011", "Zoë-Ÿlka Đặng", "012345");
        Answer signedOut = await RunningClient.FollowAsync(browser, client.At("/sign-out"));
        Assert.True(client.IsMine(signedOut.Address), $"{signedOut}");
        Assert.Null(await client.ClaimsAsync(browser));
        // ACM's session has ended as well: it asks who it is.
        Assert.Equal(HttpStatusCode.OK, (await client.BeginAsync(browser)).Status);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Refused_pupil_sees_our_page_and_the_client_gets_access_denied(string name)
    {
        RunningClient client = await fixture.ClientAsync(name);
        using Browser browser = new();

        Answer refused = await client.ChooseAsync(browser, "no-contract");

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Uri back = new(refused.Address, refused.Document.Links.Single(link => link.TextContent == $"Terug naar {name}").GetAttribute("href"));
        Assert.True(client.IsMine(back));
        Assert.Equal("access_denied", QueryHelpers.ParseQuery(back.Query)["error"]);
        Answer shown = await RunningClient.FollowAsync(browser, back);
        Assert.True((int)shown.Status < 500, $"{shown}");
        Assert.Null(await client.ClaimsAsync(browser));
    }

    [Theory]
    [MemberData(nameof(ClientsThatTakeStateTwice))]
    public async Task Provider_refuses_a_code_that_comes_twice(string name)
    {
        RunningClient client = await fixture.ClientAsync(name);
        using Browser browser = new();
        Uri callback = (await client.ChooseAsync(browser, "identified")).Location;
        (int twice, int answers) = (fixture.CodesUsedTwice, fixture.Traffic.TokenAnswers.Count);

        // Both requests of the browser are on their way before the client has an answer to one of them.
        ChannelReader<TaskCompletionSource> held = fixture.Traffic.Hold();
        Task<Answer> first = browser.GetAsync(callback, Cancel);
        TaskCompletionSource firstRequest = await held.ReadAsync(Cancel).AsTask().WaitAsync(RequestTimeout, Cancel);
        Task<Answer> second = browser.GetAsync(callback, Cancel);
        TaskCompletionSource secondRequest = await held.ReadAsync(Cancel).AsTask().WaitAsync(RequestTimeout, Cancel);
        fixture.Traffic.HoldNoMore();
        firstRequest.SetResult();
        Answer signedIn = await first;
        secondRequest.SetResult();
        Answer refused = await second;

        Assert.Equal([200, 400], fixture.Traffic.TokenAnswers.Skip(answers));
        Assert.Equal(twice + 1, fixture.CodesUsedTwice);
        Assert.Equal(HttpStatusCode.Found, signedIn.Status);
        Assert.True(refused.Status != HttpStatusCode.Found || refused.Location != signedIn.Location, $"{refused}");
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Provider_refuses_a_used_code_in_another_sign_in(string name)
    {
        RunningClient client = await fixture.ClientAsync(name);
        using Browser first = new();
        Uri used = (await client.ChooseAsync(first, "identified")).Location;
        await RunningClient.FollowAsync(first, used);
        using Browser second = new();
        Uri callback = (await client.ChooseAsync(second, "identified")).Location;
        int answers = fixture.Traffic.TokenAnswers.Count;

        await RunningClient.FollowAsync(second, With(callback, "code", QueryHelpers.ParseQuery(used.Query)["code"]));

        Assert.Equal([400], fixture.Traffic.TokenAnswers.Skip(answers));
        Assert.Null(await client.ClaimsAsync(second));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Client_refuses_another_state(string name)
    {
        RunningClient client = await fixture.ClientAsync(name);
        using Browser browser = new();
        Uri callback = (await client.ChooseAsync(browser, "identified")).Location;
        int released = await fixture.ReleasedAsync();

        await RunningClient.FollowAsync(browser, With(callback, "state", "the-state-of-somebody-else"));

        Assert.Null(await client.ClaimsAsync(browser));
        Assert.Equal(released, await fixture.ReleasedAsync());
    }

    /// <summary>One test for all clients: some fetch the key set again once in five minutes at most.</summary>
    [Fact]
    public async Task Clients_that_check_the_signature_fetch_the_key_set_again_when_the_key_is_another()
    {
        List<RunningClient> clients = [];
        foreach (Client client in AllClients.All.Where(client => client.Absence is null))
            clients.Add(await fixture.ClientAsync(client.Name));
        await Assert.AllAsync(clients, async client =>
        {
            using Browser browser = new();
            await client.SignInAsync(browser, "identified");
            Assert.NotNull(await client.ClaimsAsync(browser));
        });

        await fixture.RotateIdTokenKeyAsync();

        await Assert.AllAsync(clients, async client =>
        {
            int keySets = fixture.Traffic.KeySets;
            using Browser browser = new();
            await client.Program.WriteLineAsync($"{SecondsToNextFetch}");
            await client.SignInAsync(browser, "two-schools");
            if (client.Client.FetchesInBackground)
                await Eventually.TrueAsync($"{client} has the new key", () => SignsInAsync(client, browser), Cancel);
            await client.Program.WriteLineAsync($"{-SecondsToNextFetch}");
            await AssertClaimsAsync(client, browser, "1ee71d00-0000-4000-8000-000000000002", "Isabeau", "999999", "030569");
            Assert.Equal(client.Client.ChecksSignature, fixture.Traffic.KeySets > keySets);
        });
    }

    private static Uri With(Uri address, string name, string? value)
    {
        Dictionary<string, string?> parameters = QueryHelpers.ParseQuery(address.Query).ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        parameters[name] = value;
        return new Uri(QueryHelpers.AddQueryString(address.GetLeftPart(UriPartial.Path), parameters));
    }

    // ACM's session lasts: the pupil isn't asked again.
    private static async Task<bool> SignsInAsync(RunningClient client, Browser browser)
    {
        await RunningClient.FollowAsync(browser, client.At("/sign-in"));
        return await client.ClaimsAsync(browser) is not null;
    }

    private async Task AssertClaimsAsync(RunningClient client, Browser browser, string leerId, string givenName, params string[] schools)
    {
        Dictionary<string, string[]>? claims = await client.ClaimsAsync(browser);
        Assert.NotNull(claims);
        Assert.Equal([await fixture.SubjectAsync(client.Client, Guid.Parse(leerId))], claims["sub"]);
        Assert.Equal([givenName], claims["given_name"]);
        Assert.Equal([leerId], claims["leer_id_uuid"]);
        Assert.Equal(schools, claims["instellingsnummer"]);
    }
}
