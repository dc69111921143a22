using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeerId.Functions.Tests.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>
/// Opens every page of the console that can be reached by links and forms. It fills in a text of the test wherever a form accepts text.
/// </summary>
internal sealed class ConsoleCrawler(StaffRig rig, ConsoleBrowser browser, string text)
{
    private const int MaximumPages = 400;
    private const int MaximumPerPath = 4;
    private const int Tries = 6;

    // A word in a fault, and a value that avoids the fault. The first match counts.
    private static readonly (string Word, string Value)[] Values =
    [
        ("moet leeg zijn", ""), ("te veel", ""), ("in de toekomst", "1/12/2026 8:00"), ("instellingsnummer", "077777"), ("zes cijfers", "077777"),
        ("tijdstip", "1/9/2026 8:00"), ("uur:minuten", "1/9/2026 8:00"), ("dag", "1/9/2026"),
        ("getal", "1"), ("mail", "iemand@school.example"), ("telefoon", "+32 2 555 01 01"), ("hulpcode", "K763-QX9M"),
    ];

    private readonly HashSet<string> _seen = [];
    private readonly Dictionary<string, int> _ofPath = [];
    private readonly HashSet<string> _sent = [];

    /// <summary>Every answer so far.</summary>
    public List<Answer> Answers { get; } = [];

    /// <summary>The result of each form that was sent, by the path to which it was posted.</summary>
    public SortedDictionary<string, string> Sent { get; } = [];

    /// <summary>Opens every page that can be reached by links from a path.</summary>
    public async Task VisitAsync(string start)
    {
        _seen.Clear();
        _ofPath.Clear();
        Queue<string> next = new([start]);
        while (_seen.Count < MaximumPages && next.TryDequeue(out string? address))
        {
            if (!IsNew(address))
                continue;
            Answer page = await browser.Browser.GetAsync(new Uri(rig.Host.Host.Address, address), TestContext.Current.CancellationToken);
            Answers.Add(page);
            foreach (string link in Links(page))
                next.Enqueue(link);
        }
    }

    /// <summary>Sends each form of the visited pages, and each form of the resulting pages.</summary>
    /// <param name="isLeftOut">The paths that are not posted to.</param>
    public async Task SendFormsAsync(Func<string, bool> isLeftOut)
    {
        Queue<Answer> pages = new(Answers.Where(IsDocument));
        while (pages.TryDequeue(out Answer? page))
        {
            foreach (IHtmlFormElement form in page.Document.Forms.Where(form => form.Method == "post"))
            {
                string action = new Uri(page.Address, form.GetAttribute("action")!).AbsolutePath;
                string fields = string.Join(',', ConsoleBrowser.Fields(form).Select(field => field.Key).Order());
                if (isLeftOut(action) || !_sent.Add($"{action}?{fields}"))
                    continue;
                Answer answer = await SendAsync(page, form, action);
                if (Sent.GetValueOrDefault(action) != "OK")
                    Sent[action] = string.Join("; ", [$"{answer.Status}", .. IsDocument(answer) ? answer.Faults() : []]);
                if (IsDocument(answer))
                    pages.Enqueue(answer);
            }
        }
    }

    public static bool IsDocument(Answer answer) => answer.Headers.GetValueOrDefault("Content-Type", "").StartsWith("text/html", StringComparison.Ordinal);

    private async Task<Answer> SendAsync(Answer page, IHtmlFormElement form, string action)
    {
        Dictionary<string, string> mended = [];
        Answer answer = page;
        for (int i = 0; i < Tries; i++)
        {
            answer = await browser.PostAsync(new Uri(page.Address, action), Content(form, mended));
            Answers.Add(answer);
            if (answer.Status != HttpStatusCode.UnprocessableEntity || !Mend(answer, mended))
                break;
        }

        return answer;
    }

    private HttpContent Content(IHtmlFormElement form, Dictionary<string, string> mended)
    {
        List<KeyValuePair<string, string>> fields =
            [.. FilledIn(form).Select(field => KeyValuePair.Create(field.Key, mended.GetValueOrDefault(field.Key, field.Value)))];
        if (form.QuerySelector("input[type=file]") is not IHtmlInputElement file)
            return new FormUrlEncodedContent(fields);
        MultipartFormDataContent content = [];
        foreach ((string name, string value) in fields)
            content.Add(new StringContent(value), name);
        string quoted = text.Replace("\"", "\"\"", StringComparison.Ordinal);
        string list = $"nummer;naam;van;tot;schoolbestuur;vroegere nummers\r\n012345;\"{quoted}\";2026-09-01;;\"{quoted}\";\r\n";
        content.Add(new StringContent(list), file.Name!, "lijst.csv");
        return content;
    }

    // The fields keep their values, and every field that accepts text gets the text.
    private IEnumerable<KeyValuePair<string, string>> FilledIn(IHtmlFormElement form)
    {
        HashSet<string> chosen = [];
        foreach (IElement element in form.QuerySelectorAll("input[name], textarea[name], select[name], button[name]"))
        {
            string name = element.GetAttribute("name")!;
            switch (element)
            {
                case IHtmlInputElement { Type: "hidden" } input:
                    yield return new(name, input.Value);
                    break;
                case IHtmlInputElement { Type: "radio" } radio when chosen.Add(name):
                    yield return new(name, radio.Value);
                    break;
                case IHtmlInputElement { Type: "checkbox" } box:
                    yield return new(name, box.Value);
                    break;
                case IHtmlInputElement { Type: "radio" or "file" }:
                    break;
                case IHtmlInputElement input:
                    yield return new(name, OfType(input));
                    break;
                case IHtmlTextAreaElement:
                    yield return new(name, text);
                    break;
                case IHtmlSelectElement select:
                    yield return new(name, select.Options.Select(option => option.Value).FirstOrDefault(value => value.Length > 0) ?? "");
                    break;
                case IHtmlButtonElement button when chosen.Add("button"):
                    yield return new(name, button.Value);
                    break;
            }
        }
    }

    private string OfType(IHtmlInputElement input) => input.Type switch
    {
        "date" => "2026-09-01",
        "datetime-local" => "2026-09-01T08:00",
        "number" => "1",
        "email" => "iemand@school.example",
        "tel" => "+32 2 555 01 01",
        _ => text,
    };

    // Gives each faulty field a value that its fault seems to demand; false if no field can be corrected.
    private static bool Mend(Answer answer, Dictionary<string, string> mended)
    {
        bool isMended = false;
        foreach (IElement fault in answer.Document.QuerySelectorAll(".errors a[href^='#']"))
        {
            string? name = answer.Document.GetElementById(fault.GetAttribute("href")![1..])?.GetAttribute("name");
            if (name is null)
                continue;
            // Some fields must be empty, such as the second of two that exclude each other.
            isMended |= mended.GetValueOrDefault(name) is not { Length: 0 };
            mended[name] = mended.ContainsKey(name) ? "" : Plausible(fault.TextContent);
        }

        return isMended;
    }

    private static string Plausible(string fault)
    {
        foreach ((string word, string value) in Values)
        {
            if (fault.Contains(word, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return "waarde";
    }

    private bool IsNew(string address)
    {
        string path = address.Split('?')[0];
        return _seen.Add(address) && (_ofPath[path] = _ofPath.GetValueOrDefault(path) + 1) <= MaximumPerPath;
    }

    private static IEnumerable<string> Links(Answer page) => !IsDocument(page)
        ? []
        : page.Document.QuerySelectorAll("a[href]").Select(link => new Uri(page.Address, link.GetAttribute("href")!))
            .Where(address => address.Authority == page.Address.Authority && address.AbsolutePath.StartsWith("/beheer", StringComparison.Ordinal)
                && !address.AbsolutePath.StartsWith("/beheer/aanmelden", StringComparison.Ordinal))
            .Select(address => address.PathAndQuery);
}
