using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using LeerId.Applications;
using LeerId.Settings;
using LeerId.SignIn;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LeerId.Pages.Pupils;

/// <summary>The pages for pupils, in Dutch and in the browser's language, without personal data (WCAG 2.1 AA).</summary>
public sealed class PupilPages
{
    internal static readonly PageStyle Style = new("Pupils.pupil.css");

    private const string EndSessionPath = "/end-session";
    private const int RetryAfterSeconds = 30;

    internal static readonly HtmlString ReadAloudScript = new(PageResource.Read("Pupils.read-aloud.js"));

    private static readonly HtmlString FormPostScript = new(PageResource.Read("Pupils.form-post.js"));

    private const string RetryAfter = "Retry-After";

    private static readonly FrozenDictionary<string, string> QuestionHeaders = PageHeaders.For(Style.Content.Value!, script: null, PageHeaders.Self);

    // The pupil presses the button on a page of this app, so no further confirmation is needed. The browser then stays here: applications can't
    // handle a sign-out that they didn't begin, and some show an empty page.
    private static readonly HiddenForm SignOutForm = new(EndSessionPath, [new("confirmed", "yes")]);

    private readonly ApplicationRegister _applications;
    private readonly string _issuer;
    private readonly bool _includesUnreviewed;
    private readonly FrozenDictionary<string, HtmlString> _drawings;
    private readonly ConcurrentDictionary<string, Lazy<Task<Page>>> _busy = new(StringComparer.Ordinal);

    /// <summary>Reads the drawings.</summary>
    public PupilPages(ApplicationRegister applications, IOptions<AcmOptions> acm, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(acm);
        _applications = applications;
        _issuer = acm.Value.OwnAddress.AbsoluteUri;
        _includesUnreviewed = AddressRules.IsDevelopment(configuration);
        _drawings = Enum.GetValues<RefusalKind>().Select(kind => RefusalText.For(kind).Drawing)
            .Concat(["open-door", "closed-door", "code", "show-teacher"]).Distinct()
            .ToFrozenDictionary(name => name, name => new HtmlString(PageResource.Read($"Pupils.Drawings.{name}.svg")));
    }

    /// <summary>The title of the page of a refusal.</summary>
    public static string TitleOf(RefusalKind kind) => RefusalText.For(kind).In(PupilLanguages.Dutch).Title;

    /// <summary>The page of a refusal.</summary>
    /// <param name="refused">The refusal.</param>
    /// <param name="acceptLanguage">The header Accept-Language of the request; null or empty when it has none.</param>
    /// <param name="detail">The information for the developers of the application, in English; null if the application made no error.</param>
    public ValueTask<Page> RenderAsync(SignInOutcome.Refused refused, string? acceptLanguage, string? detail = null)
    {
        ArgumentNullException.ThrowIfNull(refused);
        RefusalKind kind = refused.Refusal.Kind;
        Application? application = _applications.Find(refused.Request?.ClientId);
        string name = application?.Name ?? _applications.Names;
        RefusalText text = RefusalText.For(kind);
        // A new start would not help these pupils, because ACM would sign the same pupil in again.
        bool isDecided = kind is RefusalKind.NoEnrolment or RefusalKind.NoContract;
        bool isClosed = kind is RefusalKind.AgreementEnded or RefusalKind.SignInsSuspended or RefusalKind.ApplicationFault;
        BackToApplication? back = application is null ? null : BackToApplication.Of(application, refused.Request!, _issuer);
        RefusalModel model = new(
            Message(PupilLanguages.Dutch),
            PupilLanguages.Preferred(acceptLanguage, _includesUnreviewed) is { } other ? Message(other) : null,
            [_drawings[text.Drawing], _drawings["code"], _drawings["show-teacher"]],
            StartAgain: isDecided || isClosed ? null : StartAgain(refused.Request),
            back,
            // On a shared device, ACM's session may belong to another child.
            SignOut: isClosed ? null : SignOutForm,
            refused.Code.ToString(),
            text.HelpPath,
            ConcernsClass: kind == RefusalKind.NoContract,
            detail);
        return Page.RenderAsync(RefusalView.Create(model), refused.Refusal.Status, Headers(model, kind == RefusalKind.Unavailable));

        RefusalMessage Message(PupilLanguage language)
        {
            PupilText message = text.In(language);
            return new RefusalMessage(language, message.Title, message.Explain(name, isolates: language.IsRightToLeft));
        }
    }

    /// <summary>
    /// Asks a pupil to wait. The browser asks for the same address again by itself, with all that the application asked. The page has no support code, because
    /// nobody was refused. It is rendered once per language, so that it costs next to nothing when it is needed most.
    /// </summary>
    /// <param name="wait">When the browser asks again, in whole seconds.</param>
    /// <param name="acceptLanguage">The header Accept-Language of the request; null or empty when it has none.</param>
    public async ValueTask<Page> RenderBusyAsync(TimeSpan wait, string? acceptLanguage)
    {
        string seconds = wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        PupilLanguage language = PupilLanguages.Preferred(acceptLanguage, _includesUnreviewed) ?? PupilLanguages.Dutch;
        Page page = await _busy.GetOrAdd(language.Language, static (_, state) => state.Pages.Busy(state.Language), (Pages: this, Language: language)).Value;
        return new Page(page.Status, page.Parts, new Dictionary<string, string>(page.Headers) { ["Refresh"] = seconds, [RetryAfter] = seconds });
    }

    /// <summary>The page that posts an answer to an application at once, or when the pupil presses the button.</summary>
    public ValueTask<Page> RenderFormPostAsync(string clientId, HiddenForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        string application = _applications.Find(clientId)?.Name ?? "";
        return Page.RenderAsync(
            FormPostView.Create(new FormPostModel(application, _drawings["open-door"], form, FormPostScript)),
            status: 200,
            PageHeaders.For(Style.Content.Value!, FormPostScript.Value!, PageHeaders.FormTarget(new Uri(form.Address))));
    }

    /// <summary>The page that asks whether the pupil wants to sign out.</summary>
    public ValueTask<Page> RenderSignOutQuestionAsync(HiddenForm form) => Page.RenderAsync(
        SignOutView.Create(new SignOutModel(
            "Wil je afmelden?", "Dan moet je de volgende keer opnieuw aanmelden.", _drawings["closed-door"], form, Next: null, NextText: "", GoesOn: false)),
        status: 200,
        QuestionHeaders);

    /// <summary>
    /// The page that sends the browser to another site to sign out there. A redirect is not possible, because the browser would apply the
    /// form-action rule of the previous page to every address on the way.
    /// </summary>
    public ValueTask<Page> RenderSigningOutAsync(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Page.RenderAsync(
            SignOutView.Create(new SignOutModel(
                "We melden je af", "Wacht even. Gebeurt er niets? Klik dan op de knop.", _drawings["closed-door"], Question: null, address.AbsoluteUri,
                NextText: "Ga verder", GoesOn: true)),
            status: 200,
            Style.Headers);
    }

    /// <summary>The page that says that the pupil is signed out.</summary>
    public ValueTask<Page> RenderSignedOutAsync()
    {
        string? next = InitiateLoginUri();
        return Page.RenderAsync(
            SignOutView.Create(new SignOutModel(
                "Je bent afgemeld", "Nu kan iemand anders dit toestel gebruiken.", _drawings["closed-door"], Question: null, next,
                NextText: "Opnieuw beginnen", GoesOn: false)),
            status: 200,
            Style.Headers);
    }

    private Lazy<Task<Page>> Busy(PupilLanguage language) => new(() =>
    {
        PupilText dutch = PupilLanguages.Dutch.Pages[BusyModel.Message];
        BusyModel model = new(dutch, language == PupilLanguages.Dutch ? null : language, _drawings[BusyModel.DrawingName]);
        return Page.RenderAsync(BusyView.Create(model), StatusCodes.Status503ServiceUnavailable, Style.Headers).AsTask();
    });

    private static Dictionary<string, string> Headers(RefusalModel model, bool isUnavailable)
    {
        List<string> targets = [];
        if (model.SignOut is not null)
            targets.Add(PageHeaders.Self);
        if (model.Back?.Form is { } form)
            targets.Add(PageHeaders.FormTarget(new Uri(form.Address)));
        Dictionary<string, string> headers = new(PageHeaders.For(Style.Content.Value!, ReadAloudScript.Value, targets));
        if (isUnavailable)
            headers[RetryAfter] = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return headers;
    }

    // The same request is sent again, because the application still waits for its answer.
    private string? StartAgain(AuthorizationRequest? request) => request is null ? InitiateLoginUri() : $"/authorize?{request.Query}";

    // With several applications, the app doesn't know which one the pupil wanted to open.
    private string? InitiateLoginUri() => _applications.All is [{ InitiateLoginUri: { } address }] ? address.AbsoluteUri : null;
}
