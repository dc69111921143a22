using LeerId.Notices;
using LeerId.Pages.StaffConsole.Breaches;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;
using RazorSlices;

namespace LeerId.Pages.StaffConsole.Notices;

/// <summary>Reports a fault in the data, a change, or a planned disclosure of data to both officers.</summary>
public sealed class NoticeReportScreen(NoticeRegister notices) : IConsoleScreen
{
    internal const string QualityPath = $"{NoticeScreen.Path}/fout-melden";
    internal const string ChangePath = $"{NoticeScreen.Path}/wijziging-melden";
    internal const string SharingPath = $"{NoticeScreen.Path}/delen-melden";

    internal static IReadOnlyList<StaffRole> QualityReporters { get; } = [StaffRole.AccessControl, StaffRole.Dpo, StaffRole.Operator];

    internal static IReadOnlyList<StaffRole> ChangeReporters { get; } = [StaffRole.AccessControl, StaffRole.Dpo, StaffRole.Operator];

    internal static IReadOnlyList<StaffRole> SharingReporters { get; } = [StaffRole.AccessControl, StaffRole.Dpo, StaffRole.Privacy];

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes =>
    [
        ConsoleRoute.Get(QualityPath, QualityReporters, request => { request.Form.Set("source", "provider"); return ShowQualityAsync(request); }),
        ConsoleRoute.Post(QualityPath, QualityReporters, request => ReportAsync(request, ReadQuality(request.Form), ShowQualityAsync)),
        ConsoleRoute.Get(ChangePath, ChangeReporters, ShowChangeAsync),
        ConsoleRoute.Post(ChangePath, ChangeReporters, request => ReportAsync(request, ReadChange(request.Form), ShowChangeAsync)),
        ConsoleRoute.Get(SharingPath, SharingReporters, ShowSharingAsync),
        ConsoleRoute.Post(SharingPath, SharingReporters, request => ReportAsync(request, ReadSharing(request.Form), ShowSharingAsync)),
    ];

    private async Task<IResult> ReportAsync(ConsoleRequest request, NoticeContent content, Func<ConsoleRequest, Task<IResult>> showAsync)
    {
        request.Form.AddOthers(notices.Check(content));
        if (!request.Form.IsValid)
            return await showAsync(request);
        switch (await notices.ReportAsync(content, request.Person.ObjectId, request.Repeatable, request.Cancellation))
        {
            case NoticeOutcome.Registered registered:
                bool mayRead = BreachScreen.Readers.Any(request.Person.Roles.Contains);
                return request.RedirectTo(
                    mayRead ? NoticeScreen.PathOf(registered.Reference) : NoticeScreen.Path,
                    $"Uw melding is geregistreerd, met het nummer {registered.Reference.Number}. De functionarissen krijgen ze per mail.");
            case NoticeOutcome.Invalid invalid:
                request.Form.AddOthers(invalid.Faults);
                return await showAsync(request);
            default:
                request.Form.Add("", NoticeTexts.KeyReused);
                return await showAsync(request);
        }
    }

    private static QualityContent ReadQuality(ConsoleForm form) => new()
    {
        FoundAt = form.Moment("foundAt"),
        Data = form.TextOf("data"),
        Problem = form.TextOf("problem"),
        Count = form.Number("count"),
        Source = EnumChoice.Read<QualitySource>(form, "source"),
    };

    private static ChangeContent ReadChange(ConsoleForm form) => new()
    {
        Subject = EnumChoice.Read<ChangeSubject>(form, "subject"),
        Description = form.TextOf("description"),
        Impact = form.TextOf("impact"),
        From = form.Date("from"),
    };

    private static SharingContent ReadSharing(ConsoleForm form) => new()
    {
        Receiver = form.TextOf("receiver"),
        Data = [.. form.All("data").Select(EnumChoice.Find<ProtocolDatum>).OfType<ProtocolDatum>()],
        PupilCount = form.Number("pupilCount"),
        LegalGround = form.TextOf("legalGround"),
        PlannedAt = form.Moment("plannedAt"),
    };

    private static Task<IResult> ShowQualityAsync(ConsoleRequest request) => ShowAsync(request, "Een fout in de gegevens melden", QualityReportView.Create);

    private static Task<IResult> ShowChangeAsync(ConsoleRequest request) => ShowAsync(request, "Een wijziging melden", ChangeReportView.Create);

    private static Task<IResult> ShowSharingAsync(ConsoleRequest request) =>
        ShowAsync(request, "Melden dat u gegevens aan een derde zult geven", SharingReportView.Create);

    private static Task<IResult> ShowAsync(ConsoleRequest request, string title, Func<Screen<NoticeReportModel>, RazorSlice> view) =>
        request.ShowAsync(title, new NoticeReportModel(), view);
}

/// <summary>A form to report something. All its values are in the form's fields.</summary>
public sealed record NoticeReportModel;
