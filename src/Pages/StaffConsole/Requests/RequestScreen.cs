using LeerId.DataSubjects;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Requests;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Requests;

/// <summary>
/// One request: its term, its history and the next steps. The requester and the texts are shown only for a reason, which is logged first.
/// </summary>
internal sealed class RequestScreen : IConsoleScreen
{
    private const string Number = "number";
    private const string Path = $"{RequestsScreen.ListPath}/{{{Number}}}";

    private readonly RequestRegister _requests;
    private readonly StudentRestrictions _restrictions;

    public RequestScreen(RequestRegister requests, StudentRestrictions restrictions)
    {
        (_requests, _restrictions) = (requests, restrictions);
        Routes =
        [
            ConsoleRoute.Get(Path, RequestsScreen.Readers, ShowAsync),
            ConsoleRoute.Post(Path, RequestsScreen.Readers, ShowWholeAsync) with { DemandsPurpose = true },
        ];
    }

    public ConsoleMenuItem? Menu => null;

    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private Task<IResult> ShowAsync(ConsoleRequest request)
    {
        request.Form.SetPurpose(request.Role == StaffRole.Dpo ? PurposeKind.OfficerCheck : PurposeKind.DataSubjectRequest, request.Value(Number));
        return RenderAsync(request, whole: null);
    }

    private async Task<IResult> ShowWholeAsync(ConsoleRequest request)
    {
        if (request.CallerWithPurpose() is not { } caller)
            return await RenderAsync(request, whole: null);
        RequestOutcome outcome = await _requests.ReadAsync(request.Value(Number), caller, request.Cancellation);
        return await RenderAsync(request, (outcome as RequestOutcome.Done)?.Request);
    }

    private async Task<IResult> RenderAsync(ConsoleRequest request, DataSubjectRequest? whole)
    {
        if (await _requests.FindAsync(request.Value(Number), request.Cancellation) is not { } registered)
            return await RequestsScreen.NoRequestAsync(request);
        string number = registered.Summary.Number;
        RestrictionAnswer[] placed = [.. (await _restrictions.ListAsync(request.Cancellation)).Where(restriction => restriction.Request == number)];
        return await request.ShowAsync(
            $"Verzoek: {RequestTexts.TextOf(registered.Summary.Kind)}",
            new RequestModel(registered, placed, whole, request.Role == StaffRole.Privacy), RequestPageView.Create);
    }
}
