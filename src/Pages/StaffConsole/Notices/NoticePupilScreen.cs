using LeerId.DataSubjects;
using LeerId.Notices;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Notices;

/// <summary>Shows the identifiers of the pupil of a quality notice, when DOV's officer asks for them by telephone and gives the number.</summary>
public sealed class NoticePupilScreen(NoticePupils pupils) : IConsoleScreen
{
    internal const string Path = $"{NoticeScreen.Path}/leerling";

    private const string NumberField = "number";
    private const string Unknown = "is geen nummer van een melding over één leerling";

    // Privacy comes first, because that role may also see a restricted pupil.
    internal static IReadOnlyList<StaffRole> Admits { get; } = [StaffRole.Privacy, StaffRole.AccessControl];

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes =>
    [
        ConsoleRoute.Get(Path, Admits, request => ShowAsync(request, found: null)),
        ConsoleRoute.Post(Path, Admits, FindAsync) with { DemandsPurpose = true },
    ];

    private async Task<IResult> FindAsync(ConsoleRequest request)
    {
        bool isNumber = NoticeReference.TryParse($"quality/{request.Form[NumberField]}", out NoticeReference notice) && notice.Part.Length == 0;
        if (!isNumber)
            request.Form.Add(NumberField, Unknown);
        if (request.CallerWithPurpose() is not { } caller || !isNumber)
            return await ShowAsync(request, found: null);
        switch (await pupils.FindAsync(notice, caller, request.Cancellation))
        {
            case NoticePupilOutcome.Found found:
                return await ShowAsync(request, found.Pupil);
            case NoticePupilOutcome.ReferToPrivacy:
                request.Form.Add("", "Verwijs door naar de privacydienst: alleen die mag deze leerling opzoeken.");
                break;
            case NoticePupilOutcome.NothingKept:
                request.Form.Add("", "Van de leerling van deze melding is niets meer bewaard.");
                break;
            default:
                request.Form.Add(NumberField, Unknown);
                break;
        }

        return await ShowAsync(request, found: null);
    }

    private static Task<IResult> ShowAsync(ConsoleRequest request, NoticePupilAnswer? found) =>
        request.ShowAsync("De leerling van een melding", new NoticePupilModel(found), NoticePupilView.Create);
}

/// <summary>The pupil of a notice. It is a class and not a record, so that it never prints personal data.</summary>
/// <param name="pupil">The identifiers; null before the search, or if nothing is shown.</param>
public sealed class NoticePupilModel(NoticePupilAnswer? pupil)
{
    /// <summary>The identifiers; null before the search, or if nothing is shown.</summary>
    public NoticePupilAnswer? Pupil { get; } = pupil;
}
