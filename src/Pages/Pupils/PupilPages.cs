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

    // The pupil presses the button on a page of this app, so nothing has to be asked again. The browser then stays here: applications can't take up
    // a sign-out that they didn't begin, and some show an empty page.
    private static readonly HiddenForm SignOutForm = new(EndSessionPath, [new("confirmed", "yes")]);

    private readonly ApplicationRegister _applications;
    private readonly string _issuer;
    private readonly bool _includesUnreviewed;
    private readonly FrozenDictionary<string, HtmlString> _drawings;
    private readonly Lazy<Task<Page>> _busy;

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
        _busy = new(() => Page.RenderAsync(BusyView.Create(_drawings["clock"]), StatusCodes.Status503ServiceUnavailable, Style.Headers).AsTask());
    }

    /// <summary>The title of the page of a refusal.</summary>
    public static string TitleOf(RefusalKind kind) => RefusalText.For(kind).In(PupilLanguages.Dutch).Title;

    /// <summary>The page of a refusal.</summary>
    /// <param name="refused">The refusal.</param>
    /// <param name="acceptLanguage">The header Accept-Language of the request; null or empty when it has none.</param>
    /// <param name="detail">What the builders of the application need to know, in English; null if the application did nothing wrong.</param>
    public ValueTask<Page> RenderAsync(SignInOutcome.Refused refused, string? acceptLanguage, string? detail = null)
    {
        ArgumentNullException.ThrowIfNull(refused);
        RefusalKind kind = refused.Refusal.Kind;
        Application? application = _applications.Find(refused.Request?.ClientId);
        string name = application?.Name ?? _applications.Names;
        RefusalText text = RefusalText.For(kind);
        // Beginning again would not help these pupils, because ACM would sign the same pupil in again.
        bool isDecided = kind is RefusalKind.NoEnrolment or RefusalKind.NoContract;
        bool isClosed = kind is RefusalKind.AgreementEnded or RefusalKind.SignInsSuspended or RefusalKind.ApplicationFault;
        BackToApplication? back = application is null ? null : BackToApplication.Of(application, refused.Request!, _issuer);
        RefusalModel model = new(
            Message(PupilLanguages.Dutch),
            PupilLanguages.Preferred(acceptLanguage, _includesUnreviewed) is { } other ? Message(other) : null,
            [_drawings[text.Drawing], _drawings["code"], _drawings["show-teacher"]],
            StartAgain: isDecided || isClosed ? null : StartAgain(refused.Request),
            back,
            // On a shared device, ACM's session may be the one of another child.
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
    /// nobody was refused. It is rendered once, so that it costs next to nothing when it is needed most.
    /// </summary>
    /// <param name="wait">When the browser asks again, in whole seconds.</param>
    public async ValueTask<Page> RenderBusyAsync(TimeSpan wait)
    {
        string seconds = wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        Page page = await _busy.Value;
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

    /// <summary>Asks whether the pupil wants to sign out.</summary>
    public ValueTask<Page> RenderSignOutQuestionAsync(HiddenForm form) => Page.RenderAsync(
        SignOutView.Create(new SignOutModel(
            "Wil je afmelden?", "Dan moet je de volgende keer opnieuw aanmelden.", _drawings["closed-door"], form, Next: null, NextText: "", GoesOn: false)),
        status: 200,
        QuestionHeaders);

    /// <summary>
    /// Sends the browser on to sign out elsewhere. A redirect would not do: the browser would hold the rule for forms of the page before against every address
    /// on the way.
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

    /// <summary>Tells that the pupil is signed out.</summary>
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

    // The same request again: the application still waits for its answer.
    private string? StartAgain(AuthorizationRequest? request) => request is null ? InitiateLoginUri() : $"/authorize?{request.Query}";

    // With several applications it is not known which one the pupil was going to.
    private string? InitiateLoginUri() => _applications.All is [{ InitiateLoginUri: { } address }] ? address.AbsoluteUri : null;
}
