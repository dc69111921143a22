using LeerId.Pages.Pupils;
using LeerId.Staff;
using LeerId.Support;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.SupportCodes;

/// <summary>Resolves the code on a pupil's page: the reason, the next step, words for the teacher, and whether pupils of a school may sign in today.</summary>
public sealed class SupportCodeScreen : IConsoleScreen
{
    /// <summary>The name of the field with the number of the school. A pupil's code does not say which school it is.</summary>
    internal const string SchoolField = "school";

    internal const string CodeField = "code";

    private const string Path = "hulpcode";
    private const string Title = "Hulpcode";

    // The roles that may know that a pupil exercised a right come first, because the first role of a person is the one that admits.
    private static readonly StaffRole[] Admits = [StaffRole.Privacy, StaffRole.Dpo, StaffRole.Helpdesk, StaffRole.AccessControl, StaffRole.Operator];

    private readonly Support.SupportCodes _codes;
    private readonly ContractsToday _contracts;

    /// <summary>Makes the screen.</summary>
    public SupportCodeScreen(Support.SupportCodes codes, ContractsToday contracts)
    {
        (_codes, _contracts) = (codes, contracts);
        Routes =
        [
            ConsoleRoute.Get(Path, Admits, request => ShowAsync(request, new SupportCodeModel())),
            ConsoleRoute.Post(Path, Admits, ResolveAsync) with
            {
                DemandsPurpose = true, Purpose = new ConsolePurpose(PurposeKind.SignInHelp, "hulpcode opgezocht in het beheer"),
            },
        ];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu { get; } = new(20, Title, Path);

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> ResolveAsync(ConsoleRequest request)
    {
        ConsoleForm form = request.Form;
        ContractToday? contract = await FindContractAsync(form, request.Cancellation);
        SupportCodeOutcome outcome = await _codes.ResolveAsync(
            new SupportCodeRequest { Code = form[CodeField] }, request.CallerWithPurpose()!, PupilPages.TitleOf, request.Cancellation);
        if (outcome is SupportCodeOutcome.Invalid invalid)
            form.Add(invalid.Faults);
        SupportCodeAnswer? answer = (outcome as SupportCodeOutcome.Resolved)?.Answer;
        return await ShowAsync(request, new SupportCodeModel(answer, contract, IsUnknown: outcome is SupportCodeOutcome.Unknown));
    }

    private async Task<ContractToday?> FindContractAsync(ConsoleForm form, CancellationToken cancellationToken)
    {
        string number = form[SchoolField];
        if (number.Length == 0)
            return null;
        ContractToday? contract = await _contracts.FindAsync(number.PadLeft(6, '0'), cancellationToken);
        if (contract is null)
            form.Add(SchoolField, "is geen instellingsnummer: dat heeft zes cijfers, zoals 030569");
        return contract;
    }

    private static Task<IResult> ShowAsync(ConsoleRequest request, SupportCodeModel model) => request.ShowAsync(Title, model, SupportCodeView.Create);
}
