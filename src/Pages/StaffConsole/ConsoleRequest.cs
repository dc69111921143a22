using System.Text;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RazorSlices;

namespace LeerId.Pages.StaffConsole;

/// <summary>A request to a screen, after session, role, origin and antiforgery token were checked.</summary>
public sealed class ConsoleRequest
{
    /// <summary>The name of the field with the chosen reason for seeing personal data.</summary>
    public const string PurposeKindField = "reden";

    /// <summary>The name of the field with the case number or the reason in the person's own words.</summary>
    public const string PurposeField = "zaak";

    private readonly RouteValueDictionary _values;
    private readonly ConsoleRoute _route;
    private readonly ConsolePages _pages;

    internal ConsoleRequest(HttpContext http, ConsolePerson person, ConsoleRoute route, RouteValueDictionary values, ConsoleForm form, ConsolePages pages)
    {
        (Http, Person, _route, _values, Form, _pages) = (http, person, route, values, form, pages);
        Role = route.Admits.First(person.Roles.Contains);
    }

    /// <summary>The request and its answer.</summary>
    public HttpContext Http { get; }

    /// <summary>The person who is signed in.</summary>
    public ConsolePerson Person { get; }

    /// <summary>The role by which the route admits the person. If the person has several of them, it is the first that the route names.</summary>
    public StaffRole Role { get; }

    /// <summary>The fields that were posted; an empty form on a GET.</summary>
    public ConsoleForm Form { get; }

    /// <summary>Cancelled when the browser disconnects.</summary>
    public CancellationToken Cancellation => Http.RequestAborted;

    /// <summary>The person as a caller of a service that shows no personal data.</summary>
    /// <exception cref="InvalidOperationException">The route demands a purpose.</exception>
    public StaffCaller Caller => _route.DemandsPurpose
        ? throw new InvalidOperationException("This route demands a purpose: CallerWithPurpose reads it.")
        : new StaffCaller(Person.ObjectId, Role, "");

    /// <summary>
    /// The form as an idempotent request. Its key and its fields identify it, so that sending it twice has one effect. A form without a key is
    /// identified by its fields alone.
    /// </summary>
    public IdempotentRequest Repeatable
    {
        get
        {
            string key = Form.Key is { Length: > 0 and <= IdempotentRequest.MaximumKeyLength } named ? named : "none";
            IEnumerable<string> fields = Form.Typed.OrderBy(typed => typed.Key, StringComparer.Ordinal)
                .Select(typed => $"{Uri.EscapeDataString(typed.Key)}={Uri.EscapeDataString(typed.Value)}");
            return new IdempotentRequest(key, Encoding.UTF8.GetBytes(string.Join('&', fields)));
        }
    }

    /// <summary>The value of a parameter in the path; empty if the path has none of that name.</summary>
    public string Value(string name) => _values[name] as string ?? "";

    /// <summary>The value of a parameter in the query; null if there is none.</summary>
    public string? Query(string name) => Http.Request.Query[name] is [{ } value] ? value : null;

    /// <summary>
    /// The person as a caller of a service that shows personal data, with the reason in the form. Null if the reason is missing or not allowed;
    /// the faults are then in <see cref="Form"/>, and nothing may be shown.
    /// </summary>
    /// <exception cref="InvalidOperationException">The route does not demand a purpose, so the acceptance of confidentiality was not
    /// checked.</exception>
    public StaffCaller? CallerWithPurpose()
    {
        if (!_route.DemandsPurpose)
            throw new InvalidOperationException("This route does not demand a purpose.");
        if (_route.Purpose is { } always)
            return new StaffCaller(Person.ObjectId, Role, always.Text) { PurposeKind = always.Kind };
        PurposeKind? kind = PurposeKinds.Parse(Form[PurposeKindField]);
        string purpose = Form[PurposeField];
        if (kind is null)
            Form.Add(PurposeKindField, "ontbreekt: kies waarom u deze gegevens nodig hebt");
        if (!StaffCaller.IsPurpose(purpose))
            Form.Add(PurposeField, $"moet 1 tot {StaffCaller.MaximumPurposeLength} tekens hebben, op één regel en zonder uuid");
        return kind is { } chosen && StaffCaller.IsPurpose(purpose)
            ? new StaffCaller(Person.ObjectId, Role, purpose) { PurposeKind = chosen }
            : null;
    }

    /// <summary>Shows a screen: with status 422 if the form has faults, else with 200.</summary>
    public Task<IResult> ShowAsync<T>(string title, T content, Func<Screen<T>, RazorSlice> view) =>
        ShowAsync(title, content, view, Form.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    /// <summary>Shows a screen with a status.</summary>
    public async Task<IResult> ShowAsync<T>(string title, T content, Func<Screen<T>, RazorSlice> view, int status) =>
        await _pages.RenderAsync(this, title, content, view, status);

    /// <summary>Redirects to another screen after a change (303, so that the back button never sends the form again).</summary>
    /// <param name="path">The path below <c>/beheer/</c>.</param>
    /// <param name="message">The message about the change, in Dutch, shown once; null for none. A cookie contains it, so it must not have
    /// personal data.</param>
    public IResult RedirectTo(string path, string? message = null)
    {
        if (message is not null)
            _pages.Messages.Leave(Http, message);
        return new ConsoleRedirect(ConsoleRouter.AddressOf(path));
    }

    /// <summary>Shows that the requested record does not exist (404).</summary>
    /// <param name="sentence">The statement: a Dutch sentence, without a value of the request.</param>
    public Task<IResult> NotFoundAsync(string sentence) =>
        ShowAsync("Niet gevonden", new StatementModel([sentence]), StatementView.Create, StatusCodes.Status404NotFound);
}
