using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeerId.Functions.Tests.Staff;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The browser of a member of staff, without script: it follows redirects, keeps cookies, and fills in the forms of the console.</summary>
public sealed class ConsoleBrowser(Uri host) : IDisposable
{
    private const int MaximumRedirects = 12;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The browser, with its cookies.</summary>
    public Browser Browser { get; } = new();

    /// <summary>Signs in a made-up person with one role.</summary>
    public static Task<ConsoleBrowser> SignInAsync(StaffRig rig, StaffRole role) => SignInAsync(rig, role.ToText());

    /// <summary>Signs in a made-up person of LocalHost's directory.</summary>
    public static async Task<ConsoleBrowser> SignInAsync(StaffRig rig, string person)
    {
        ConsoleBrowser browser = new(rig.Host.Host.Address);
        await browser.SignInAsync(person);
        return browser;
    }

    /// <summary>Signs in a person, in this browser.</summary>
    /// <param name="person">The value of the person's button on the directory's page, such as <c>access-control</c>.</param>
    /// <param name="path">The path at which the sign-in begins, below the host.</param>
    public async Task<Answer> SignInAsync(string person, string path = "beheer/aanmelden?terug=/beheer/hulpcode")
    {
        Answer choice = await FollowAsync(await Browser.GetAsync(new Uri(host, path), Cancel));
        IHtmlFormElement form = choice.Document.Forms.Single(candidate => candidate.QuerySelector($"button[value='{person}']") is not null);
        return await SubmitAsync(choice, form, new Dictionary<string, string>(), new KeyValuePair<string, string>("person", person));
    }

    /// <summary>Opens a path below <c>/beheer/</c>, and follows redirects.</summary>
    public async Task<Answer> GetAsync(string path) => await FollowAsync(await Browser.GetAsync(At(path), Cancel));

    /// <summary>Gets a path below <c>/beheer/</c> as bytes, without following redirects.</summary>
    public async Task<HttpResponseMessage> DownloadAsync(string path)
    {
        using HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using HttpRequestMessage request = new(HttpMethod.Get, At(path));
        request.Headers.Add("Cookie", string.Join("; ", Browser.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        return await http.SendAsync(request, Cancel);
    }

    /// <summary>Fills in and sends a form of a page, and follows redirects.</summary>
    /// <param name="page">The page.</param>
    /// <param name="action">The path below <c>/beheer/</c> that the form is posted to.</param>
    /// <param name="values">The values to type or choose. Other fields keep their values.</param>
    /// <param name="button">The name and value of the button that is pressed; null for one without a name.</param>
    public Task<Answer> SubmitAsync(
        Answer page, string action, IReadOnlyDictionary<string, string>? values = null, KeyValuePair<string, string>? button = null)
    {
        ArgumentNullException.ThrowIfNull(page);
        string address = $"/beheer/{action}".TrimEnd('/');
        IHtmlFormElement? form = page.Document.Forms.FirstOrDefault(candidate => candidate.GetAttribute("action") == address);
        Assert.True(form is not null, $"The page '{page.Document.QuerySelector("h1")?.TextContent}' of {page} has no form for {address}.");
        return SubmitAsync(page, form, values ?? new Dictionary<string, string>(), button);
    }

    /// <summary>Sends a form with a file.</summary>
    public async Task<Answer> UploadAsync(Answer page, string action, string field, string fileName, byte[] file, string mediaType = "application/octet-stream")
    {
        ArgumentNullException.ThrowIfNull(page);
        IHtmlFormElement form = page.Document.Forms.First(candidate => candidate.GetAttribute("action") == $"/beheer/{action}");
        MultipartFormDataContent content = new();
        foreach ((string name, string value) in Fields(form))
            content.Add(new StringContent(value), name);
        ByteArrayContent bytes = new(file);
        bytes.Headers.ContentType = new(mediaType);
        content.Add(bytes, field, fileName);
        return await PostAsync(new Uri(page.Address, $"/beheer/{action}"), content);
    }

    /// <summary>Posts any content to a path below <c>/beheer/</c>, with the origin of the console unless another one is named, and follows redirects.</summary>
    public Task<Answer> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields, string? origin = "own") =>
        PostAsync(At(path), new FormUrlEncodedContent(fields), origin);

    /// <summary>Posts any content with the origin of the console unless another one is named, and follows redirects.</summary>
    public async Task<Answer> PostAsync(Uri address, HttpContent content, string? origin = "own")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = content };
        if (origin is not null)
            request.Headers.Add("Origin", origin == "own" ? host.GetLeftPart(UriPartial.Authority) : origin);
        return await FollowAsync(await Browser.SendAsync(request, Cancel));
    }

    /// <summary>The fields that a form would post without changes.</summary>
    public static List<KeyValuePair<string, string>> Fields(IHtmlFormElement form)
    {
        ArgumentNullException.ThrowIfNull(form);
        List<KeyValuePair<string, string>> fields = [];
        foreach (IElement element in form.QuerySelectorAll("input[name], textarea[name], select[name]"))
        {
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } box when !box.IsChecked:
                case IHtmlInputElement { Type: "file" }:
                    break;
                case IHtmlInputElement input:
                    fields.Add(new(input.Name!, input.Value));
                    break;
                case IHtmlTextAreaElement area:
                    fields.Add(new(area.Name!, area.Value));
                    break;
                case IHtmlSelectElement select:
                    fields.Add(new(select.Name!, select.Value ?? ""));
                    break;
            }
        }

        return fields;
    }

    public void Dispose() => Browser.Dispose();

    private Uri At(string path) => new(host, $"/beheer/{path}".TrimEnd('/'));

    private async Task<Answer> SubmitAsync(
        Answer page, IHtmlFormElement form, IReadOnlyDictionary<string, string> values, KeyValuePair<string, string>? button)
    {
        List<KeyValuePair<string, string>> fields = [.. Fields(form).Where(known => !values.ContainsKey(known.Key)), .. values];
        if (button is { } pressed)
            fields.Add(pressed);
        return await PostAsync(new Uri(page.Address, form.GetAttribute("action")!), new FormUrlEncodedContent(fields));
    }

    private async Task<Answer> FollowAsync(Answer answer)
    {
        for (int i = 0; i < MaximumRedirects && answer.Status is HttpStatusCode.Found or HttpStatusCode.SeeOther; i++)
            answer = await Browser.GetAsync(answer.Location, Cancel);
        return answer;
    }
}

/// <summary>Reads a page of the console.</summary>
internal static class ConsoleAnswer
{
    /// <summary>The heading.</summary>
    public static string Heading(this Answer page) => page.Document.QuerySelector("h1")!.TextContent;

    /// <summary>The content, as text with single spaces.</summary>
    public static string Text(this Answer page) =>
        page.Document.QuerySelector("main")!.Words();

    /// <summary>The text of an element, with single spaces.</summary>
    public static string Words(this IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The faults in the list at the top.</summary>
    public static string[] Faults(this Answer page) => [.. page.Document.QuerySelectorAll(".errors li").Select(fault => fault.TextContent.Trim())];

    /// <summary>The message about the last change; null for none.</summary>
    public static string? Message(this Answer page) => page.Document.QuerySelector(".message")?.TextContent;

    /// <summary>The value of a term in a list of details, as text with single spaces.</summary>
    public static string Detail(this Answer page, string name) =>
        page.Document.QuerySelectorAll("dt").Single(term => term.TextContent == name).NextElementSibling!.Words();

    /// <summary>The texts of the menu.</summary>
    public static string[] Menu(this Answer page) => [.. page.Document.QuerySelectorAll("header + nav a").Select(item => item.TextContent)];
}
