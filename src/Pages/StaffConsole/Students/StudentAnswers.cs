using LeerId.DataSubjects;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Staff;
using LeerId.Text;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Students;

/// <summary>
/// The answers that the screens about a pupil share. The identifier is in the body of each request and never in an address. Pages keep it in
/// hidden fields.
/// </summary>
internal static class StudentAnswers
{
    public const string Path = "leerling";

    /// <summary>The roles that look pupils up. A person with both roles acts in the one that may see more.</summary>
    public static IReadOnlyList<StaffRole> Readers { get; } = [StaffRole.Privacy, StaffRole.AccessControl];

    /// <summary>The roles that handle requests of data subjects.</summary>
    public static IReadOnlyList<StaffRole> Handlers { get; } = [StaffRole.Privacy];

    /// <summary>The pupil that the form names.</summary>
    public static StudentRequest WhoIn(ConsoleForm form) => new() { LeerIdUuid = form.TextOf("leerIdUuid"), AccountUuid = form.TextOf("accountUuid") };

    /// <summary>The form that asks which pupil, with the typed values and their faults.</summary>
    public static Task<IResult> AskAsync(ConsoleRequest request) => request.ShowAsync("Leerling", new StudentFormModel(), StudentFormView.Create);

    /// <summary>The form that asks which pupil, with the faults that a service found.</summary>
    public static Task<IResult> InvalidAsync(ConsoleRequest request, IReadOnlyList<FieldFault> faults)
    {
        request.Form.AddOthers(faults);
        return AskAsync(request);
    }

    /// <summary>
    /// A form with the pupil in hidden fields, and with the faults that a service found. Faults of hidden fields are corrected on the form that
    /// asks which pupil.
    /// </summary>
    public static Task<IResult> InvalidAsync(ConsoleRequest request, IReadOnlyList<FieldFault> faults, Func<ConsoleRequest, Task<IResult>> show)
    {
        request.Form.AddOthers(faults);
        return request.Form.FaultOf("leerIdUuid") is null && request.Form.FaultOf("accountUuid") is null ? show(request) : AskAsync(request);
    }

    /// <summary>
    /// The answer if the role may not see this pupil (GDPR, article 18(2)). The page does not give the reason, because only privacy staff may
    /// know that a right was exercised.
    /// </summary>
    public static Task<IResult> ReferToPrivacyAsync(ConsoleRequest request) => RefuseAsync(
        request, "Alleen medewerkers met de rol privacy mogen deze leerling opzoeken. Er is niets getoond. Geef uw vraag aan hen door.",
        StatusCodes.Status403Forbidden);

    /// <summary>The answer if the data must be kept.</summary>
    public static Task<IResult> RestrictedAsync(ConsoleRequest request) => RefuseAsync(
        request, "De gegevens van deze leerling zijn beperkt (AVG, artikel 18). Er is niets gewist. Hef eerst de beperking op, of willig het bezwaar in.",
        StatusCodes.Status409Conflict);

    /// <summary>The answer if the time limit was reached before the account was found in the snapshots.</summary>
    public static Task<IResult> OutOfTimeAsync(ConsoleRequest request) => RefuseAsync(
        request, "Het zoeken op deze account was niet op tijd klaar. Of er iets bewaard is, weten we dus niet. Probeer het opnieuw, liefst niet op een "
            + "schoolochtend. Met de Leer_id_uuid duurt het niet lang.",
        StatusCodes.Status503ServiceUnavailable);

    private static Task<IResult> RefuseAsync(ConsoleRequest request, string note, int status) =>
        request.ShowAsync("Leerling", new StudentFormModel(note), StudentFormView.Create, status);
}
