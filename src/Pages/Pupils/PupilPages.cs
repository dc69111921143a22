using System.Collections.Frozen;
using System.Globalization;
using LeerId.HandOff;
using LeerId.SignIn;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Options;

namespace LeerId.Pages.Pupils;

/// <summary>The pages for pupils, in Dutch, without personal data except the hand-off token (WCAG 2.1 AA).</summary>
public sealed class PupilPages
{
    internal static readonly PageStyle Style = new("Pupils.pupil.css");

    private const string StartAgainPath = "/sign-in";
    private const int RetryAfterSeconds = 30;

    private static readonly FrozenDictionary<string, string> UnavailableHeaders = new Dictionary<string, string>(Style.Headers)
    {
        ["Retry-After"] = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture),
    }.ToFrozenDictionary();

    private readonly string _application;
    private readonly FrozenDictionary<RefusalKind, HtmlString> _drawings;
    private readonly HandOffPage _handOff;

    /// <summary>Reads the drawings and fills in the page that hands over.</summary>
    public PupilPages(IOptions<ApplicationOptions> application)
    {
        ArgumentNullException.ThrowIfNull(application);
        _application = application.Value.Name;
        _drawings = Enum.GetValues<RefusalKind>()
            .ToFrozenDictionary(kind => kind, kind => new HtmlString(ReadDrawing(RefusalText.For(kind, _application).Drawing)));
        _handOff = new HandOffPage(application.Value);
    }

    /// <summary>The title of the page of a refusal.</summary>
    public string TitleOf(RefusalKind kind) => RefusalText.For(kind, _application).Title;

    /// <summary>The page of a refusal.</summary>
    public ValueTask<Page> RenderAsync(SignInOutcome.Refused refused)
    {
        ArgumentNullException.ThrowIfNull(refused);
        RefusalKind kind = refused.Refusal.Kind;
        RefusalText text = RefusalText.For(kind, _application);
        // On a shared device ACM would sign the same pupil in again, and the next pupil would get this page too.
        bool knowsPupil = kind is RefusalKind.NoEnrolment or RefusalKind.NoContract;
        RefusalModel model = new(
            text.Title,
            text.Explanation,
            _drawings[kind],
            StartAgain: knowsPupil || kind == RefusalKind.AgreementEnded ? null : StartAgain(refused.ReturnPath),
            OffersSignOut: knowsPupil,
            refused.Code.ToString());
        return Page.RenderAsync(RefusalView.Create(model), refused.Refusal.Status, kind == RefusalKind.Unavailable ? UnavailableHeaders : Style.Headers);
    }

    /// <summary>The page that takes the pupil to the application.</summary>
    public Page Render(SignInOutcome.Granted granted)
    {
        ArgumentNullException.ThrowIfNull(granted);
        return _handOff.Render(granted.HandOffToken);
    }

    internal static string ReadDrawing(string name) => PageResource.Read($"Pupils.Drawings.{name}.svg");

    private static string StartAgain(ReturnPath returnPath) =>
        returnPath == default ? StartAgainPath : $"{StartAgainPath}?returnPath={Uri.EscapeDataString(returnPath.ToString())}";
}
