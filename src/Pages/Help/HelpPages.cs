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

    // The pages are the same for everybody and change only with the settings, so a cache may keep them for five minutes.
    private static readonly FrozenDictionary<string, string> Headers =
        new Dictionary<string, string>(Style.Headers) { ["Cache-Control"] = "public, max-age=300" }.ToFrozenDictionary();

    private readonly HelpListModel _all;

    /// <summary>Creates all pages.</summary>
    public HelpPages(IOptions<HelpdeskOptions> helpdesk, IOptions<RegisterOptions> register)
    {
        ArgumentNullException.ThrowIfNull(helpdesk);
        ArgumentNullException.ThrowIfNull(register);
        HelpdeskContact contact = new(TextOrNull(helpdesk.Value.Telephone), TextOrNull(helpdesk.Value.Hours), register.Value.Provider.Contact);
        BusyHelpModel busy = new(PupilLanguages.Dutch.Pages[BusyModel.Message].Title, Drawing(BusyModel.DrawingName));
        _all = new HelpListModel([.. HelpText.All.Select(text => Of(text, contact))], busy, contact);
    }

    /// <summary>The list of all pages.</summary>
    public ValueTask<Page> RenderListAsync() => Page.RenderAsync(HelpListView.Create(_all), 200, Headers);

    /// <summary>A page, or the sheet to print; null if no page has the name.</summary>
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
            PupilPages.TitleOf(help.Kind), Drawing(text.Drawing), help.Cause, help.Steps, help.Tell,
            $"/hulp/{text.HelpPath}", contact);
    }

    private static HtmlString Drawing(string name) => new(PageResource.Read($"Pupils.Drawings.{name}.svg"));

    private static string? TextOrNull(string? setting) => string.IsNullOrWhiteSpace(setting) ? null : setting.Trim();
}
