using System.Globalization;
using LeerId.Disclosures;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Disclosures;

/// <summary>The register of disclosures of uuids to other providers, and the page of each (protocol, article 4).</summary>
public sealed class DisclosuresScreen : IConsoleScreen
{
    internal const string Path = "mededelingen";

    internal const string Unknown = "Er is geen mededeling met dit nummer.";

    internal static readonly StaffRole[] Readers = [StaffRole.AccessControl, StaffRole.Dpo];

    private const string Title = "Mededelingen";

    private readonly DisclosureRegister _register;
    private readonly DisclosureDrafts _drafts;

    /// <summary>Creates the screen.</summary>
    public DisclosuresScreen(DisclosureRegister register, DisclosureDrafts drafts)
    {
        (_register, _drafts) = (register, drafts);
        Routes = [ConsoleRoute.Get(Path, Readers, ListAsync), ConsoleRoute.Get($"{Path}/{{id}}", Readers, ShowAsync)];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu { get; } = new(80, Title, Path);

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    /// <summary>The path of a disclosure, or of a page of it.</summary>
    internal static string PathOf(string id, string? page = null) => page is null ? $"{Path}/{id}" : $"{Path}/{id}/{page}";

    private async Task<IResult> ListAsync(ConsoleRequest request)
    {
        bool openOnly = request.Query(DisclosureList.Shown) != DisclosureList.All;
        int asked = int.TryParse(request.Query(PageLinksModel.Parameter), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 1;
        DisclosurePage page = await _register.PageAsync(openOnly, asked, DisclosureList.PageSize, request.Cancellation);
        IReadOnlyList<DisclosureDraft> drafts = await _drafts.ListAsync(request.Cancellation);
        return await request.ShowAsync(Title, new DisclosureList(drafts, page, openOnly), DisclosureListView.Create);
    }

    private async Task<IResult> ShowAsync(ConsoleRequest request)
    {
        if (await _register.FindAsync(request.Value("id"), request.Cancellation) is not { } status)
            return await request.NotFoundAsync(Unknown);
        return await request.ShowAsync(
            $"Mededeling aan {status.Disclosure.Terms.Receiver.Name}",
            new DisclosureDetails(status, request.Person.Roles.Contains(StaffRole.AccessControl)), DisclosureView.Create);
    }
}
