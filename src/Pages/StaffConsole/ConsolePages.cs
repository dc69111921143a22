using LeerId.Staff.Admission;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using RazorSlices;

namespace LeerId.Pages.StaffConsole;

/// <summary>Renders the pages of the staff console.</summary>
public sealed class ConsolePages(ConsoleRouter router, ConsoleMessages messages, IAntiforgery antiforgery, IOptions<StaffOptions> staff)
{
    // Signing out posts a form to this app, which redirects the browser to the directory. Browsers also apply the form-action rule to that address.
    private readonly IReadOnlyDictionary<string, string> _headers =
        PageHeaders.For(PageStyle.Staff.Content.Value!, script: null, PageHeaders.Self, PageHeaders.Origin(new Uri(staff.Value.Issuer)));

    internal ConsoleMessages Messages => messages;

    /// <summary>A request to a screen.</summary>
    public ConsoleRequest Request(HttpContext http, ConsolePerson person, ConsoleRoute route, RouteValueDictionary values, ConsoleForm form) =>
        new(http, person, route, values, form, this);

    /// <summary>A page with a statement and no form.</summary>
    /// <param name="http">The request.</param>
    /// <param name="person">The person who is signed in; null for nobody.</param>
    /// <param name="title">The title, in Dutch.</param>
    /// <param name="statement">The content.</param>
    /// <param name="status">The HTTP status.</param>
    public async Task<Page> RenderStatementAsync(HttpContext http, ConsolePerson? person, string title, StatementModel statement, int status) =>
        await RenderAsync(http, person, new ConsoleForm(), title, statement, StatementView.Create, status);

    /// <summary>A page that keeps a form whose session ended, with all typed values, so that the person can sign in and send it again.</summary>
    /// <param name="http">The request.</param>
    /// <param name="person">The person who is signed in; null for nobody.</param>
    /// <param name="form">The form.</param>
    /// <param name="reason">The reason why it was not accepted.</param>
    public async Task<Page> RenderKeptFormAsync(HttpContext http, ConsolePerson? person, ConsoleForm form, KeptFormReason reason)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(form);
        KeptFormModel kept = new(http.Request.Path, form, reason);
        return await RenderAsync(http, person, form, kept.Title, kept, KeptFormView.Create, kept.Status);
    }

    internal async ValueTask<Page> RenderAsync<T>(ConsoleRequest request, string title, T content, Func<Screen<T>, RazorSlice> view, int status) =>
        await RenderAsync(request.Http, request.Person, request.Form, title, content, view, status);

    private async ValueTask<Page> RenderAsync<T>(
        HttpContext http, ConsolePerson? person, ConsoleForm form, string title, T content, Func<Screen<T>, RazorSlice> view, int status)
    {
        form.Token = antiforgery.GetAndStoreTokens(http).RequestToken!;
        IReadOnlyList<ConsoleMenuItem> menu = person is null ? [] : router.MenuOf(person.Roles);
        ConsoleLayoutModel layout = new(title, form, menu, MenuPath(menu, http.Request.Path), person?.Name, messages.Take(http));
        Screen<T> screen = new(layout, content);
        // The list of faults names each field by its label, which is known only after the fields were rendered.
        if (!form.IsValid)
            await Page.RenderAsync(view(screen), status, _headers);
        return await Page.RenderAsync(view(screen), status, _headers);
    }

    // The menu item with the longest path that is a prefix of the address.
    private static string? MenuPath(IReadOnlyList<ConsoleMenuItem> menu, PathString path) => menu
        .Where(item => item.Path.Length == 0
            ? path == ConsoleRouter.Root
            : path.StartsWithSegments(ConsoleRouter.AddressOf(item.Path), StringComparison.Ordinal))
        .MaxBy(item => item.Path.Length)?.Path;
}
