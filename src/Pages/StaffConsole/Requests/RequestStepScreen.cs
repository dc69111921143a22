using System.Globalization;
using LeerId.Calendar;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Requests;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;
using RazorSlices;

namespace LeerId.Pages.StaffConsole.Requests;

/// <summary>
/// A step of a request: a form without personal data, and its outcome. If somebody else changed the request meanwhile, the person sees both
/// versions. That lookup is logged first, because the texts can contain the requester's name.
/// </summary>
internal abstract class RequestStepScreen : IConsoleScreen
{
    private const string Number = "number";

    private readonly RequestRegister _requests;
    private readonly string _title;
    private readonly string _done;

    /// <param name="requests">The register.</param>
    /// <param name="step">The last part of the path.</param>
    /// <param name="title">The title, in Dutch.</param>
    /// <param name="done">The message after the step is recorded, in Dutch.</param>
    protected RequestStepScreen(RequestRegister requests, string step, string title, string done)
    {
        (_requests, _title, _done) = (requests, title, done);
        Path = $"{RequestsScreen.ListPath}/{{{Number}}}/{step}";
        Routes =
        [
            ConsoleRoute.Get(Path, RequestsScreen.Handlers, ShowNewAsync),
            ConsoleRoute.Post(Path, RequestsScreen.Handlers, RecordAsync) with { DemandsPurpose = true },
        ];
    }

    public ConsoleMenuItem? Menu => null;

    public IReadOnlyList<ConsoleRoute> Routes { get; protected init; }

    protected string Path { get; }

    protected RequestRegister Requests => _requests;

    /// <summary>Records the step with the values of the form.</summary>
    protected abstract Task<RequestOutcome> RecordAsync(string number, ConsoleForm form, RequestEditor editor, CancellationToken cancellationToken);

    /// <summary>The fields of the form, with the typed and the stored values.</summary>
    protected abstract IEnumerable<ConflictRow> Compare(ConsoleForm form, DataSubjectRequest present);

    protected abstract RazorSlice View(Screen<RequestStepModel> screen);

    /// <summary>Shows the form, with the version of the request as its revision.</summary>
    protected async Task<IResult> ShowNewAsync(ConsoleRequest request)
    {
        if (await FindAsync(request) is not { } registered)
            return await RequestsScreen.NoRequestAsync(request);
        request.Form.Revision = TextOf(registered.Version);
        // The person reads the requester's name only if another person changed the request.
        request.Form.SetPurpose(PurposeKind.DataSubjectRequest, registered.Summary.Number);
        return await ShowAsync(request, registered, conflict: null);
    }

    private async Task<IResult> RecordAsync(ConsoleRequest request)
    {
        ConsoleForm form = request.Form;
        if (await FindAsync(request) is not { } registered)
            return await RequestsScreen.NoRequestAsync(request);
        if (request.CallerWithPurpose() is not { } caller)
            return await ShowAsync(request, registered, conflict: null);

        string number = registered.Summary.Number;
        RequestEditor editor = new(caller.ObjectId, int.TryParse(form.Revision, NumberStyles.None, CultureInfo.InvariantCulture, out int read) ? read : 0);
        switch (await RecordAsync(number, form, editor, request.Cancellation))
        {
            case RequestOutcome.Done:
                return request.RedirectTo($"{RequestsScreen.ListPath}/{number}", _done);
            case RequestOutcome.Invalid invalid:
                form.AddOthers(invalid.Faults);
                return await ShowAsync(request, registered, conflict: null);
            case RequestOutcome.NotPossible refused:
                form.Add("", $"{RequestTexts.SubjectOf(refused.Fault.Field)} {refused.Fault.Dutch}.");
                return await ShowAsync(request, registered, conflict: null);
            case RequestOutcome.Changed when await Requests.ReadAsync(number, caller, request.Cancellation) is RequestOutcome.Done present:
                form.Revision = TextOf(present.Request.Version);
                return await ShowAsync(request, registered, ConflictOf(form, present.Request));
            default:
                return await RequestsScreen.NoRequestAsync(request);
        }
    }

    private Task<IResult> ShowAsync(ConsoleRequest request, RegisteredRequest registered, ConflictModel? conflict) => request.ShowAsync(
        _title, new RequestStepModel(registered, conflict), View,
        conflict is not null ? StatusCodes.Status409Conflict
            : request.Form.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    private ConflictModel ConflictOf(ConsoleForm form, DataSubjectRequest present)
    {
        RequestStep last = present.Steps[^1];
        return new ConflictModel(
            [
                .. Compare(form, present),
                new("Laatste stap", "", $"{RequestTexts.TextOf(last.Step)} op {DutchDate.Moment(last.At)} door {last.By}"),
            ],
            ConsoleRouter.AddressOf($"{RequestsScreen.ListPath}/{present.Number}"));
    }

    private Task<RegisteredRequest?> FindAsync(ConsoleRequest request) => Requests.FindAsync(request.Value(Number), request.Cancellation);

    private static string TextOf(int version) => version.ToString(CultureInfo.InvariantCulture);
}
