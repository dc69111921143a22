using LeerId.DataSubjects;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Students;

/// <summary>Looks a pupil up: the kept data, until when they are kept, and the last sign-in. The lookup is logged before anything is shown.</summary>
internal sealed class StudentScreen : IConsoleScreen
{
    /// <summary>The parameter with the number of the request for which the pupil is looked up.</summary>
    private const string RequestParameter = "verzoek";

    private readonly StudentLookup _lookup;

    public StudentScreen(StudentLookup lookup)
    {
        _lookup = lookup;
        Routes =
        [
            ConsoleRoute.Get(StudentAnswers.Path, StudentAnswers.Readers, AskAsync),
            ConsoleRoute.Post(StudentAnswers.Path, StudentAnswers.Readers, LookUpAsync) with { DemandsPurpose = true },
        ];
    }

    public ConsoleMenuItem? Menu { get; } = new(40, "Leerling", StudentAnswers.Path);

    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private static Task<IResult> AskAsync(ConsoleRequest request)
    {
        if (RequestNumber.In(request.Query(RequestParameter)) is { } number)
            request.Form.SetPurpose(PurposeKind.DataSubjectRequest, number);
        return StudentAnswers.AskAsync(request);
    }

    private async Task<IResult> LookUpAsync(ConsoleRequest request)
    {
        if (request.CallerWithPurpose() is not { } caller)
            return await StudentAnswers.AskAsync(request);
        return await _lookup.SummarizeAsync(StudentAnswers.WhoIn(request.Form), caller, request.Cancellation) switch
        {
            StudentLookupOutcome.Summarized found => await request.ShowAsync(
                "Wat bewaard is over deze leerling",
                new StudentModel(found.Summary, caller.Role == StaffRole.Privacy, RequestNumber.In(caller.Purpose)), StudentView.Create),
            StudentLookupOutcome.Invalid invalid => await StudentAnswers.InvalidAsync(request, invalid.Faults),
            StudentLookupOutcome.ReferToPrivacy => await StudentAnswers.ReferToPrivacyAsync(request),
            _ => await StudentAnswers.OutOfTimeAsync(request),
        };
    }
}
