using LeerId.Evidence;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Staff;
using LeerId.Staff.Confidentiality;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Registers;

/// <summary>
/// The register of processing activities with the officers, processors, documents and applications, and the acceptances of the text on confidentiality.
/// </summary>
public sealed class RegisterScreen : IConsoleScreen
{
    internal const string AcceptancesPath = "register/aanvaardingen";

    private const string Path = "register";
    private const string Title = "Register";
    private const int PageSize = 50;

    private static readonly StaffRole[] Admits = [StaffRole.Dpo, StaffRole.Operator];

    private readonly RegisterReader _register;
    private readonly StaffConfidentiality _confidentiality;

    /// <summary>Creates the screen.</summary>
    public RegisterScreen(RegisterReader register, StaffConfidentiality confidentiality)
    {
        (_register, _confidentiality) = (register, confidentiality);
        Routes = [ConsoleRoute.Get(Path, Admits, ShowAsync), ConsoleRoute.Get(AcceptancesPath, Admits, ShowAcceptancesAsync)];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu { get; } = new(110, Title, Path);

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> ShowAsync(ConsoleRequest request) => await request.ShowAsync(
        Title,
        new SectionsModel(
            "Wat de dienstenleverancier met gegevens van leerlingen doet, wie daarbij helpt en waar de documenten zijn. Alles komt uit de instellingen; "
                + "een aangeduide rij vraagt aandacht. U kunt deze pagina afdrukken.",
            await _register.ReadAsync(request.Cancellation),
            new ConsoleLink("Wie van de medewerkers de vertrouwelijkheid aanvaardde", ConsoleRouter.AddressOf(AcceptancesPath))),
        SectionsView.Create);

    private async Task<IResult> ShowAcceptancesAsync(ConsoleRequest request)
    {
        IReadOnlyList<RecordedAcceptance> all = await _confidentiality.ListAsync(request.Cancellation);
        int page = PageLinksModel.Read(request.Query(PageLinksModel.Parameter), PageSize, all.Count);
        return await request.ShowAsync(
            "Aanvaardingen van de vertrouwelijkheid",
            new AcceptancesModel(
                [.. all.Skip((page - 1) * PageSize).Take(PageSize)],
                new PageLinksModel(AcceptancesPath, new Dictionary<string, string?>(), page, PageSize, all.Count)),
            AcceptancesView.Create);
    }
}

/// <summary>A page of the list of acceptances.</summary>
/// <param name="Acceptances">The acceptances, the newest first.</param>
/// <param name="Pages">The pages of the list.</param>
public sealed record AcceptancesModel(IReadOnlyList<RecordedAcceptance> Acceptances, PageLinksModel Pages);
