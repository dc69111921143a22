using System.Net;
using System.Text.Json;
using LeerId.Applications;
using LeerId.Testing;

namespace LeerId.Clients.Tests;

/// <summary>
/// An application that signs pupils in with a library that others wrote. Each has <c>/sign-in</c> and <c>/sign-out</c>, and an address with the claims.
/// </summary>
/// <param name="Name">The library, which is also the client id.</param>
/// <param name="Authentication">How it authenticates at the token endpoint.</param>
internal sealed record Client(string Name, ClientAuthentication Authentication)
{
    /// <summary>The package as its registry names it.</summary>
    public required string Package { get; init; }

    /// <summary>Its whole source, from the root of the repository; a part of it is in docs/integrate.md.</summary>
    public required string Source { get; init; }

    /// <summary>How to start it.</summary>
    public required Func<ClientStart, Task<ClientProgram>> StartAsync { get; init; }

    /// <summary>Why it can't run on this machine; null when it can.</summary>
    public string? Absence { get; init; }

    public string CallbackPath { get; init; } = "/callback";

    public string SignedOutPath { get; init; } = "/signed-out";

    public string ClaimsPath { get; init; } = "/claims";

    public bool UsesPkce { get; init; } = true;

    /// <summary>False when it trusts the ID token because it came from the token endpoint, as OpenID Connect Core, section 3.1.3.7, allows.</summary>
    public bool ChecksSignature { get; init; } = true;

    /// <summary>Whether it refuses a second answer to a sign-in by itself, before it goes to the token endpoint.</summary>
    public bool TakesStateOnce { get; init; }

    /// <summary>Whether it fetches a new key set in the background, so that the sign-in that needs it can fail.</summary>
    public bool FetchesInBackground { get; init; }

    public override string ToString() => Name;
}

/// <summary>What a client is started with; the folder is its own, and empty.</summary>
internal sealed record ClientStart(Client Client, Uri Issuer, Uri Address, string Secret, string Folder);

/// <summary>A client that runs, and what a pupil's browser does there.</summary>
internal sealed class RunningClient(Client client, Uri address, Uri acm, ClientProgram program)
{
    public Client Client => client;

    public ClientProgram Program => program;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Uri At(string path) => new(address, path);

    /// <summary>Begins to sign in, up to ACM's answer: its page, or a redirect when the pupil has a session there.</summary>
    public async Task<Answer> BeginAsync(Browser browser)
    {
        Answer answer = await browser.GetAsync(At("/sign-in"), Cancel);
        while (!IsAt(acm, answer.Address))
        {
            // Some libraries have a page with a button.
            answer = answer.Headers.ContainsKey("Location")
                ? await browser.GetAsync(answer.Location, Cancel)
                : await browser.PostAsync(new Uri(answer.Address, answer.Document.Forms.Single().GetAttribute("action")!), answer.FormFields(), Cancel);
        }

        return answer;
    }

    /// <summary>Signs in at ACM. Gives the answer of the provider: a redirect to the client, or the page of a refusal.</summary>
    public async Task<Answer> ChooseAsync(Browser browser, string persona)
    {
        Answer page = await BeginAsync(browser);
        Dictionary<string, string> form = page.FormFields();
        form["persona"] = persona;
        Answer back = await browser.PostAsync(new Uri(page.Address, page.Document.Forms[0].GetAttribute("action")!), form, Cancel);
        return await browser.GetAsync(back.Location, Cancel);
    }

    /// <summary>Goes to an address of the client, and on to where it leads.</summary>
    public static async Task<Answer> FollowAsync(Browser browser, Uri start)
    {
        Answer answer = await browser.GetAsync(start, Cancel);
        while (answer.Headers.ContainsKey("Location"))
            answer = await browser.GetAsync(answer.Location, Cancel);
        return answer;
    }

    /// <summary>Signs in until the client shows its page.</summary>
    public async Task<Answer> SignInAsync(Browser browser, string persona)
    {
        Answer granted = await ChooseAsync(browser, persona);
        Assert.Equal(HttpStatusCode.SeeOther, granted.Status);
        return await FollowAsync(browser, granted.Location);
    }

    /// <summary>The claims that the client has, each as a list; null when nobody is signed in there.</summary>
    public async Task<Dictionary<string, string[]>?> ClaimsAsync(Browser browser)
    {
        Answer answer = await browser.GetAsync(At(client.ClaimsPath), Cancel);
        if (answer.Status != HttpStatusCode.OK)
            return null;
        JsonElement all = JsonDocument.Parse(answer.Body).RootElement;
        JsonElement claims = all.TryGetProperty("userinfo", out JsonElement userinfo) ? userinfo : all;
        return claims.EnumerateObject().ToDictionary(
            claim => claim.Name,
            claim => claim.Value.ValueKind == JsonValueKind.Array
                ? claim.Value.EnumerateArray().Select(value => value.ToString()).ToArray()
                : [claim.Value.ToString()]);
    }

    public override string ToString() => client.Name;

    public bool IsMine(Uri other) => IsAt(address, other);

    private static bool IsAt(Uri site, Uri address) => address.Authority == site.Authority;
}
