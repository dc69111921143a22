using System.Collections.Frozen;
using LeerId.Pages.Pupils;
using LeerId.Register;
using LeerId.Support;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Options;

namespace LeerId.Pages.Help;

/// <summary>The public help for teachers, in Dutch: a list, a page for each refusal page that a pupil can see, and a sheet to print.</summary>
public sealed class HelpPages
{
    /// <summary>The last part of the address of the sheet to print.</summary>
    internal const string SheetPath = "blad";

    internal static readonly PageStyle Style = new("Help.help.css");

    // The pages are the same for everybody and change with the settings only, so that a cache may keep them for five minutes.
    private static readonly FrozenDictionary<string, string> Headers =
        new Dictionary<string, string>(Style.Headers) { ["Cache-Control"] = "public, max-age=300" }.ToFrozenDictionary();

    private readonly HelpListModel _all;

    /// <summary>Puts the pages together.</summary>
    public HelpPages(IOptions<HelpdeskOptions> helpdesk, IOptions<RegisterOptions> register)
    {
        ArgumentNullException.ThrowIfNull(helpdesk);
        ArgumentNullException.ThrowIfNull(register);
        HelpdeskContact contact = new(Given(helpdesk.Value.Telephone), Given(helpdesk.Value.Hours), register.Value.Provider.Contact);
        _all = new HelpListModel([.. HelpText.All.Select(text => Of(text, contact))], contact);
    }

    /// <summary>The list of all pages.</summary>
    public ValueTask<Page> RenderListAsync() => Page.RenderAsync(HelpListView.Create(_all), 200, Headers);

    /// <summary>A page, or the sheet to print; null if there is no page of the name.</summary>
    /// <param name="name">The last part of the address.</param>
    public async ValueTask<Page?> RenderAsync(string name)
    {
        if (name == SheetPath)
            return await Page.RenderAsync(ClassroomSheetView.Create(_all), 200, Headers);
        return _all.Pages.FirstOrDefault(page => page.Address.EndsWith($"/{name}", StringComparison.Ordinal)) is { } model
            ? await Page.RenderAsync(HelpView.Create(model), 200, Headers)
            : null;
    }

    private static HelpModel Of(HelpText help, HelpdeskContact contact)
    {
        RefusalText text = RefusalText.For(help.Kind);
        return new HelpModel(
            PupilPages.TitleOf(help.Kind), new HtmlString(PageResource.Read($"Pupils.Drawings.{text.Drawing}.svg")), help.Cause, help.Steps, help.Tell,
            $"/hulp/{text.HelpPath}", contact);
    }

    private static string? Given(string? setting) => string.IsNullOrWhiteSpace(setting) ? null : setting.Trim();
}
