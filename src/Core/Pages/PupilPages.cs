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

    // Accents and such stay letters in the document; what HTML gives a meaning is encoded.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly ApplicationOptions _application;
    private readonly Uri _landing;
    private readonly TemplateOptions _templateOptions = new() { CultureInfo = CultureInfo.InvariantCulture };
    private readonly IFluidTemplate _refusal;
    private readonly IFluidTemplate _handOff;
    private readonly string _style;
    private readonly string _script;
    private readonly FrozenDictionary<string, string> _refusalHeaders;
    private readonly FrozenDictionary<string, string> _unavailableHeaders;
    private readonly FrozenDictionary<string, string> _handOffHeaders;

    /// <summary>Reads the templates.</summary>
    public PupilPages(IOptions<ApplicationOptions> application)
    {
        ArgumentNullException.ThrowIfNull(application);
        _application = application.Value;
        _landing = new Uri(_application.LandingUrl);
        _templateOptions.MemberAccessStrategy.Register<PageText>();
        FluidParser parser = new();
        _refusal = parser.Parse(PageResource.Read("refusal.liquid"));
        _handOff = parser.Parse(PageResource.Read("hand-off.liquid"));
        _style = PageResource.Read("page.css");
        _script = PageResource.Read("hand-off.js");
        _refusalHeaders = PageHeaders.For(_style, script: null, formTarget: null);
        _unavailableHeaders = new Dictionary<string, string>(_refusalHeaders)
        {
            ["Retry-After"] = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture),
        }.ToFrozenDictionary();
        _handOffHeaders = PageHeaders.For(_style, _script, _landing);
    }

    /// <summary>The page of a refusal.</summary>
    public async ValueTask<Page> RenderAsync(SignInOutcome.Refused refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        TemplateContext context = NewContext();
        context.SetValue("text", PageText.For(refusal.Kind, _application.Name));
        context.SetValue("code", refusal.Code.ToString());
        // On a shared device ACM would sign the same pupil in again, and the next one would get this page too.
        bool knowsPupil = refusal.Kind is RefusalKind.NoEnrolment or RefusalKind.NoContract;
        context.SetValue("signOut", knowsPupil);
        if (!knowsPupil && refusal.Kind != RefusalKind.AgreementEnded)
            context.SetValue("startAgain", StartAgain(refusal.ReturnPath));

        string html = await _refusal.RenderAsync(context, Encoder);
        return new Page(Status(refusal.Kind), html, refusal.Kind == RefusalKind.Unavailable ? _unavailableHeaders : _refusalHeaders);
    }

    /// <summary>The page that takes the pupil to the application.</summary>
    public async ValueTask<Page> RenderAsync(SignInOutcome.Granted granted)
    {
        ArgumentNullException.ThrowIfNull(granted);
        TemplateContext context = NewContext();
        context.SetValue("application", _application.Name);
        context.SetValue("landingUrl", _landing.AbsoluteUri);
        context.SetValue("token", granted.HandOffToken);
        context.SetValue("script", _script);
        return new Page(200, await _handOff.RenderAsync(context, Encoder), _handOffHeaders);
    }

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
