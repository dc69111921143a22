using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using LeerId.HandOff;
using LeerId.SignIn;
using Microsoft.Extensions.Options;

namespace LeerId.Pages;

/// <summary>The pages pupils see, in Dutch, without personal data but for the hand-off token (WCAG 2.1 AA).</summary>
public sealed class PupilPages
{
    private const string StartAgainPath = "/sign-in";
    private const int RetryAfterSeconds = 30;

    // Accents and such stay letters in the document; what HTML gives a meaning is encoded.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly ApplicationOptions _application;
    private readonly TemplateOptions _templateOptions = new() { CultureInfo = CultureInfo.InvariantCulture };
    private readonly Lazy<IFluidTemplate> _refusal;
    private readonly FrozenDictionary<string, string> _drawings;
    private readonly string _style;
    private readonly byte[] _beforeToken;
    private readonly byte[] _afterToken;
    private readonly FrozenDictionary<string, string> _refusalHeaders;
    private readonly FrozenDictionary<string, string> _unavailableHeaders;
    private readonly FrozenDictionary<string, string> _handOffHeaders;

    /// <summary>Reads the templates.</summary>
    public PupilPages(IOptions<ApplicationOptions> application)
    {
        ArgumentNullException.ThrowIfNull(application);
        _application = application.Value;
        Uri landing = new(_application.LandingUrl);
        _templateOptions.MemberAccessStrategy.Register<PageText>();
        _refusal = new Lazy<IFluidTemplate>(() => new FluidParser().Parse(PageResource.Read("refusal.liquid")));
        _drawings = Enum.GetValues<RefusalKind>().Select(kind => PageText.For(kind, "").Drawing).Distinct().ToFrozenDictionary(name => name, Drawing);
        _style = PageResource.Read("page.css");
        string script = PageResource.Read("hand-off.js");
        _refusalHeaders = PageHeaders.For(_style, script: null, formTarget: null);
        _unavailableHeaders = new Dictionary<string, string>(_refusalHeaders)
        {
            ["Retry-After"] = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture),
        }.ToFrozenDictionary();
        _handOffHeaders = PageHeaders.For(_style, script, landing);
        (_beforeToken, _afterToken) = FillInHandOff(landing, script);
    }

    /// <summary>The page of a refusal.</summary>
    public async ValueTask<Page> RenderAsync(SignInOutcome.Refused refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        TemplateContext context = NewContext();
        PageText text = PageText.For(refusal.Kind, _application.Name);
        context.SetValue("text", text);
        context.SetValue("drawing", _drawings[text.Drawing]);
        context.SetValue("code", refusal.Code.ToString());
        // On a shared device ACM would sign the same pupil in again, and the next one would get this page too.
        bool knowsPupil = refusal.Kind is RefusalKind.NoEnrolment or RefusalKind.NoContract;
        context.SetValue("signOut", knowsPupil);
        if (!knowsPupil && refusal.Kind != RefusalKind.AgreementEnded)
            context.SetValue("startAgain", StartAgain(refusal.ReturnPath));

        string html = await _refusal.Value.RenderAsync(context, Encoder);
        return new Page(Status(refusal.Kind), html, refusal.Kind == RefusalKind.Unavailable ? _unavailableHeaders : _refusalHeaders);
    }

    /// <summary>The page that takes the pupil to the application. All of it but the token is the same for everybody, and made once.</summary>
    public ValueTask<Page> RenderAsync(SignInOutcome.Granted granted)
    {
        ArgumentNullException.ThrowIfNull(granted);
        byte[] token = Encoding.UTF8.GetBytes(Encoder.Encode(granted.HandOffToken));
        return ValueTask.FromResult(new Page(200, [_beforeToken, token, _afterToken], _handOffHeaders));
    }

    // It has no conditions, so it is filled in as it is: the template engine's grammar alone takes a tenth of a start (docs/adr/0012).
    private (byte[] Before, byte[] After) FillInHandOff(Uri landing, string script)
    {
        string html = PageResource.Read("hand-off.html");
        html = Fill(html, "style", _style);
        html = Fill(html, "drawing", Drawing("open-door"));
        html = Fill(html, "script", script);
        html = Fill(html, "landingUrl", Encoder.Encode(landing.AbsoluteUri));
        // The last one: it is the only text that a mark could stand in; an absolute address encodes braces.
        int token = html.IndexOf(Mark("token"), StringComparison.Ordinal);
        string before = Fill(html[..token], "application", Encoder.Encode(_application.Name));
        return (Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(html[(token + Mark("token").Length)..]));
    }

    private static string Fill(string html, string name, string value)
    {
        string mark = Mark(name);
        return html.Contains(mark, StringComparison.Ordinal)
            ? html.Replace(mark, value, StringComparison.Ordinal)
            : throw new InvalidOperationException($"The page has no {mark}.");
    }

    private static string Mark(string name) => $"{{{{ {name} }}}}";

    private static string Drawing(string name) => PageResource.Read($"Drawings.{name}.svg");

    private TemplateContext NewContext()
    {
        TemplateContext context = new(_templateOptions);
        context.SetValue("style", _style);
        return context;
    }

    private static string StartAgain(ReturnPath returnPath) =>
        returnPath == default ? StartAgainPath : $"{StartAgainPath}?returnPath={Uri.EscapeDataString(returnPath.ToString())}";

    private static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.NoEnrolment or RefusalKind.NoContract => 403,
        RefusalKind.AgreementEnded => 410,
        RefusalKind.AnswerNotTrusted => 502,
        RefusalKind.Unavailable => 503,
        _ => 400,
    };
}
