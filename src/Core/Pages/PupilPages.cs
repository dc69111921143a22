using System.Collections.Frozen;
using System.Globalization;
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

    // Stands in the hand-off page until a token takes its place.
    private const string TokenMark = "----token----";

    // Accents and such stay letters in the document; what HTML gives a meaning is encoded.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly ApplicationOptions _application;
    private readonly TemplateOptions _templateOptions = new() { CultureInfo = CultureInfo.InvariantCulture };
    private readonly IFluidTemplate _refusal;
    private readonly FrozenDictionary<string, string> _drawings;
    private readonly string _style;
    private readonly string _beforeToken;
    private readonly string _afterToken;
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
        FluidParser parser = new();
        _refusal = parser.Parse(PageResource.Read("refusal.liquid"));
        _drawings = Enum.GetValues<RefusalKind>().Select(kind => PageText.For(kind, "").Drawing).Distinct().ToFrozenDictionary(name => name, Drawing);
        _style = PageResource.Read("page.css");
        string script = PageResource.Read("hand-off.js");
        _refusalHeaders = PageHeaders.For(_style, script: null, formTarget: null);
        _unavailableHeaders = new Dictionary<string, string>(_refusalHeaders)
        {
            ["Retry-After"] = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture),
        }.ToFrozenDictionary();
        _handOffHeaders = PageHeaders.For(_style, script, landing);
        (_beforeToken, _afterToken) = RenderHandOff(parser.Parse(PageResource.Read("hand-off.liquid")), landing, script);
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

        string html = await _refusal.RenderAsync(context, Encoder);
        return new Page(Status(refusal.Kind), html, refusal.Kind == RefusalKind.Unavailable ? _unavailableHeaders : _refusalHeaders);
    }

    /// <summary>The page that takes the pupil to the application. All of it but the token is the same for everybody, and made once.</summary>
    public ValueTask<Page> RenderAsync(SignInOutcome.Granted granted)
    {
        ArgumentNullException.ThrowIfNull(granted);
        return ValueTask.FromResult(new Page(200, string.Concat(_beforeToken, Encoder.Encode(granted.HandOffToken), _afterToken), _handOffHeaders));
    }

    private (string Before, string After) RenderHandOff(IFluidTemplate template, Uri landing, string script)
    {
        TemplateContext context = NewContext();
        context.SetValue("drawing", Drawing("open-door"));
        context.SetValue("application", _application.Name);
        context.SetValue("landingUrl", landing.AbsoluteUri);
        context.SetValue("token", TokenMark);
        context.SetValue("script", script);
        string html = template.Render(context, Encoder);
        int mark = html.LastIndexOf(TokenMark, StringComparison.Ordinal);
        return (html[..mark], html[(mark + TokenMark.Length)..]);
    }

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
