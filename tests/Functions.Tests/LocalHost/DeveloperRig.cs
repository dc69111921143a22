using LeerId.LocalHost;
using LeerId.Testing;

namespace LeerId.Functions.Tests.LocalHost;

/// <summary>LocalHost as a developer starts it, on storage of its own, with a browser.</summary>
internal sealed class DeveloperRig : IAsyncDisposable
{
    private DeveloperRig(LocalHostApplication host) => Host = host;

    public LocalHostApplication Host { get; }

    public Browser Browser { get; } = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts it. Mails go nowhere, unless it has a mailbox of its own.</summary>
    public static async Task<DeveloperRig> StartAsync(AzuriteFixture azurite, bool hasMailbox = false, params (string Name, string Value)[] settings)
    {
        Dictionary<string, string?> all = new() { ["urls"] = "http://127.0.0.1:0", ["AzureWebJobsStorage"] = azurite.NewAccount() };
        if (!hasMailbox)
            (all["Smtp:Host"], all["Smtp:Port"]) = ("127.0.0.1", "9");
        foreach ((string name, string value) in settings)
            all[name] = value;
        return new DeveloperRig(await LocalHostApplication.StartAsync(
            LeerIdApplication.Options([]) with { Settings = all, ReadsMachineSettings = false, LogsToConsole = false }, Cancelled));
    }

    public async Task<Answer> StartPageAsync() => await Browser.GetAsync(Host.Address, Cancelled);

    /// <summary>Presses a button of the start page, and follows the redirects.</summary>
    /// <param name="path">The address that the button's form is posted to.</param>
    /// <param name="fields">The fields of the form.</param>
    public async Task<Answer> PressAsync(string path, params (string Name, string Value)[] fields)
    {
        Answer page = await StartPageAsync();
        Assert.Contains(path, page.Document.QuerySelectorAll("form[method=post]").Select(form => form.GetAttribute("action")));
        return await FollowAsync(await PostAsync(path, fields, Host.Address.GetLeftPart(UriPartial.Authority)));
    }

    /// <summary>Posts a form as a page of that origin does.</summary>
    public async Task<Answer> PostAsync(string path, IEnumerable<(string Name, string Value)> fields, string origin)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(Host.Address, path));
        request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        request.Headers.Add("Origin", origin);
        return await Browser.SendAsync(request, Cancelled);
    }

    /// <summary>Follows a link of the start page to the page that the pupil sees.</summary>
    /// <param name="text">The text of the link, such as the id of a persona.</param>
    public async Task<Answer> SignInAsync(string text)
    {
        Answer page = await StartPageAsync();
        string link = page.Document.Links.Single(link => link.TextContent == text).GetAttribute("href")!;
        return await FollowAsync(await Browser.GetAsync(new Uri(link), Cancelled));
    }

    public static string Heading(Answer page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return page.Document.QuerySelector("h1")!.TextContent;
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await Host.DisposeAsync();
    }

    private async Task<Answer> FollowAsync(Answer answer)
    {
        while (answer.Headers.ContainsKey("Location"))
            answer = await Browser.GetAsync(answer.Location, Cancelled);
        return answer;
    }
}
