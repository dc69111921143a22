using LeerId.DataSubjects;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Staff;
using LeerId.Text;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Students;

/// <summary>
/// What the screens about a pupil share. The identifier is in the body of each request and never in an address: a page carries it on in hidden fields.
/// </summary>
internal static class StudentAnswers
{
    public const string Path = "leerling";

    /// <summary>Who looks pupils up. A person with both roles is admitted by the one that may see more.</summary>
    public static IReadOnlyList<StaffRole> Readers { get; } = [StaffRole.Privacy, StaffRole.AccessControl];

    /// <summary>Who handles requests of data subjects.</summary>
    public static IReadOnlyList<StaffRole> Handlers { get; } = [StaffRole.Privacy];

    /// <summary>The pupil that the form names.</summary>
    public static StudentRequest WhoIn(ConsoleForm form) => new() { LeerIdUuid = form.TextOf("leerIdUuid"), AccountUuid = form.TextOf("accountUuid") };

    /// <summary>The form that asks which pupil, with what was typed and with what is wrong.</summary>
    public static Task<IResult> AskAsync(ConsoleRequest request) => request.ShowAsync("Leerling", new StudentFormModel(), StudentFormView.Create);

    /// <summary>The same, with the faults that a service found.</summary>
    public static Task<IResult> InvalidAsync(ConsoleRequest request, IReadOnlyList<FieldFault> faults)
    {
        request.Form.AddOthers(faults);
        return AskAsync(request);
    }

    /// <summary>
    /// The role may not see this pupil (GDPR, article 18(2)). The page does not say why, because only privacy staff need to know that a right was exercised.
    /// </summary>
    public static Task<IResult> ReferToPrivacyAsync(ConsoleRequest request) => RefuseAsync(
        request, "Voor deze leerling moet u bij de medewerkers privacy zijn. Er is niets getoond. Geef uw vraag aan hen door.",
        StatusCodes.Status403Forbidden);

    /// <summary>The data must be kept.</summary>
    public static Task<IResult> RestrictedAsync(ConsoleRequest request) => RefuseAsync(
        request, "De gegevens van deze leerling zijn beperkt (AVG, artikel 18). Er is niets gewist. Hef eerst de beperking op, of willig het bezwaar in.",
        StatusCodes.Status409Conflict);

    /// <summary>An account is searched in all snapshots, and the time was over before the end.</summary>
    public static Task<IResult> OutOfTimeAsync(ConsoleRequest request) => RefuseAsync(
        request, "Het zoeken op deze account was niet op tijd klaar. Of er iets bewaard is, weten we dus niet. Probeer het opnieuw, liefst niet op een "
            + "schoolochtend. Met de Leer_id_uuid is er geen zoeken nodig.",
        StatusCodes.Status503ServiceUnavailable);

    private static Task<IResult> RefuseAsync(ConsoleRequest request, string note, int status) =>
        request.ShowAsync("Leerling", new StudentFormModel(note), StudentFormView.Create, status);
}
