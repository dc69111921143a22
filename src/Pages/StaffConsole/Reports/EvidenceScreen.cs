using LeerId.Evidence;
using LeerId.Pages.Documents;
using LeerId.PrivacyLog.Seals;
using LeerId.Staff;
using LeerId.Text;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Reports;

/// <summary>
/// The evidence that either party may request (protocol, article 6). Staff choose a period, read the report, and download it with the keys. A
/// report contains no data of pupils. A long period is split into months, because the time for each report is limited.
/// </summary>
public sealed class EvidenceScreen : IConsoleScreen
{
    internal const string ChoicePath = "bewijs";
    internal const string MonthsPath = "bewijs/periode";
    internal const string ReportPath = "bewijs/verslag";
    internal const string ZipPath = "bewijs/zip";

    /// <summary>The roles that may read evidence.</summary>
    internal static readonly StaffRole[] Admits = [StaffRole.Dpo, StaffRole.Operator];

    private const string Title = "Bewijs";

    private readonly EvidenceReporter _reporter;
    private readonly EvidencePeriods _periods;
    private readonly SealKeys _keys;

    /// <summary>Creates the screen.</summary>
    public EvidenceScreen(EvidenceReporter reporter, EvidencePeriods periods, SealKeys keys)
    {
        (_reporter, _periods, _keys) = (reporter, periods, keys);
        Routes =
        [
            ConsoleRoute.Get(ChoicePath, Admits, ShowChoicesAsync),
            ConsoleRoute.Post(ChoicePath, Admits, ChooseAsync),
            ConsoleRoute.Get(MonthsPath, Admits, ShowMonthsAsync),
            ConsoleRoute.Get(ReportPath, Admits, request => WithReportAsync(request, report => ShowReportAsync(request, report))),
            ConsoleRoute.Get(ZipPath, Admits, request => WithReportAsync(request, report => DownloadAsync(request, report))),
        ];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu { get; } = new(100, Title, ChoicePath);

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private Task<IResult> ShowChoicesAsync(ConsoleRequest request) => request.ShowAsync(Title, _periods.Choose(), EvidenceChoiceView.Create);

    private async Task<IResult> ChooseAsync(ConsoleRequest request)
    {
        DateOnly? from = Day(request.Form, EvidenceAddress.From), until = Day(request.Form, EvidenceAddress.Until);
        if (request.Form.IsValid && Read(request, ConsoleForm.Text(from), ConsoleForm.Text(until)) is { } period)
            return request.RedirectTo(EvidenceAddress.Screen(period));
        return await ShowChoicesAsync(request);
    }

    private async Task<IResult> ShowMonthsAsync(ConsoleRequest request) =>
        Read(request, request.Query(EvidenceAddress.From), request.Query(EvidenceAddress.Until)) is { } period
            ? await request.ShowAsync(
                $"Bewijs van {EvidencePeriods.NameOf(period)}", new EvidenceMonthsModel(period, EvidencePeriods.MonthsOf(period)), EvidenceMonthsView.Create)
            : await ShowChoicesAsync(request);

    private async Task<IResult> WithReportAsync(ConsoleRequest request, Func<SignedReport, Task<IResult>> answer)
    {
        switch (await _reporter.MakeAsync(request.Query(EvidenceAddress.From), request.Query(EvidenceAddress.Until), request.Cancellation))
        {
            case EvidenceOutcome.Made made:
                return await answer(made.Report);
            case EvidenceOutcome.PeriodInvalid invalid:
                request.Form.Add(invalid.Faults);
                return await ShowChoicesAsync(request);
            case var other:
                throw new InvalidOperationException($"There is no screen for {other.GetType().Name}.");
        }
    }

    private static Task<IResult> ShowReportAsync(ConsoleRequest request, SignedReport report)
    {
        EvidenceDocument document = EvidenceText.Write(report);
        EvidencePeriod period = new(report.Report.From, report.Report.Until);
        return request.ShowAsync(document.Title, new EvidenceReportModel(document, period, report.Report.Seals.NotCompared), EvidenceReportView.Create);
    }

    private async Task<IResult> DownloadAsync(ConsoleRequest request, SignedReport report)
    {
        EvidenceZip zip = new(report, await EvidencePage.RenderAsync(report), await _keys.PublishAsync(request.Cancellation));
        return new ConsoleDownload(zip.Name, "application/zip", zip.ToArray());
    }

    private EvidencePeriod? Read(ConsoleRequest request, string? from, string? until)
    {
        (EvidencePeriod? period, IReadOnlyList<FieldFault> faults) = _periods.Read(from, until);
        request.Form.Add(faults);
        return period;
    }

    private static DateOnly? Day(ConsoleForm form, string field)
    {
        if (form[field].Length == 0)
            form.Add(field, "ontbreekt: geef een dag");
        return form.Date(field);
    }
}
