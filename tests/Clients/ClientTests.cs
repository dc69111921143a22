using System.Net;
using System.Threading.Channels;
using LeerId.Testing;
using Microsoft.AspNetCore.WebUtilities;

namespace LeerId.Clients.Tests;

/// <summary>Pupils sign in with libraries that others wrote, by configuration alone.</summary>
public sealed class ClientTests(ClientsFixture fixture)
{
    // At the earliest that some libraries fetch a key set again.
    private const string SecondsToNextFetch = "61";

    public static TheoryData<string> Clients => [.. AllClients.All.Select(client => client.Name)];

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
        Answer signedOut = await client.FollowAsync(browser, client.At("/sign-out"));
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
        Answer shown = await client.FollowAsync(browser, back);
        Assert.True((int)shown.Status < 500, $"{shown}");
        Assert.Null(await client.ClaimsAsync(browser));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Provider_refuses_a_code_that_comes_twice(string name)
    {
        RunningClient client = await fixture.ClientAsync(name);
        using Browser browser = new();
        Uri callback = (await client.ChooseAsync(browser, "identified")).Location;
        (int twice, int answers) = (fixture.CodesUsedTwice, fixture.Traffic.TokenAnswers.Count);

        ChannelReader<TaskCompletionSource> held = fixture.Traffic.Hold();
        Task<Answer> first = browser.GetAsync(callback, Cancel);
        TaskCompletionSource firstRequest = await held.ReadAsync(Cancel);
        Task<Answer> second = browser.GetAsync(callback, Cancel);
        TaskCompletionSource secondRequest = await held.ReadAsync(Cancel);
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
    public async Task Client_refuses_another_state(string name)
    {
        RunningClient client = await fixture.ClientAsync(name);
        using Browser browser = new();
        Uri callback = (await client.ChooseAsync(browser, "identified")).Location;
        int released = await fixture.ReleasedAsync();
        Dictionary<string, string?> parameters = QueryHelpers.ParseQuery(callback.Query).ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        parameters["state"] = "the-state-of-somebody-else";

        Answer refused = await client.FollowAsync(browser, new Uri(QueryHelpers.AddQueryString(callback.GetLeftPart(UriPartial.Path), parameters)));

        Assert.True((int)refused.Status < 500, $"{refused}");
        Assert.Null(await client.ClaimsAsync(browser));
        Assert.Equal(released, await fixture.ReleasedAsync());
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Client_goes_on_with_a_new_key(string name)
    {
        RunningClient client = await fixture.ClientAsync(name);
        using Browser before = new();
        await client.SignInAsync(before, "identified");
        Assert.NotNull(await client.ClaimsAsync(before));

        await fixture.RotateIdTokenKeyAsync();
        await client.Program.WriteLineAsync(SecondsToNextFetch);
        int keySets = fixture.Traffic.KeySets;
        using Browser after = new();
        await client.SignInAsync(after, "two-schools");

        await AssertClaimsAsync(client, after, "1ee71d00-0000-4000-8000-000000000002", "Isabeau", "999999", "030569");
        Assert.Equal(client.Client.ChecksSignature, fixture.Traffic.KeySets > keySets);
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
