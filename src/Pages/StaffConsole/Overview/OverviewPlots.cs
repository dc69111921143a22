using LeerId.Calendar;
using LeerId.Notices;
using LeerId.Overview;
using LeerId.Pages.StaffConsole.Plots;
using LeerId.Requests;
using LeerId.Retention;
using LeerId.SignIn;

namespace LeerId.Pages.StaffConsole.Overview;

/// <summary>The plots of the overview. A plot without data is omitted.</summary>
internal static class OverviewPlots
{
    private const string NotSealed = "nog niet verzegeld";

    private static readonly (int Last, string Label, string Name)[] DaysLeft =
    [
        (-1, "te laat", "te laat"), (2, "0 tot 2", "0 tot 2 dagen"), (7, "3 tot 7", "3 tot 7 dagen"), (14, "8 tot 14", "8 tot 14 dagen"),
        (30, "15 tot 30", "15 tot 30 dagen"), (int.MaxValue, "meer dan 30", "meer dan 30 dagen"),
    ];

    private static readonly (RefusalKind Kind, string Name)[] Refusals =
    [
        (RefusalKind.NoContract, "school zonder contract"), (RefusalKind.NoEnrolment, "nergens ingeschreven"), (RefusalKind.Unavailable, "storing"),
        (RefusalKind.StartAgain, "verlopen of onderbroken"), (RefusalKind.Cancelled, "gestopt door de leerling"),
        (RefusalKind.AnswerNotTrusted, "antwoord van ACM niet vertrouwd"), (RefusalKind.ApplicationFault, "fout van de toepassing"),
        (RefusalKind.SignInsSuspended, "aanmelden stopgezet"), (RefusalKind.AgreementEnded, "protocol afgelopen"),
    ];

    public static IReadOnlyList<PlotModel> Of(OverviewReport report)
    {
        IEnumerable<PlotModel?> plots =
        [
            report.Breaches?.Value is { } breaches ? Breaches(breaches, report.At) : null,
            report.Requests?.Value is { Count: > 0 } requests ? Requests(requests) : null,
            report.Contracts?.Value is { } contracts ? Contracts(contracts) : null,
            report.SignIns?.Value is { } days ? SignIns(days) : null,
            report.SignIns?.Value is { } sameDays ? RefusedSignIns(sameDays) : null,
            report.Nights?.Value is { Count: > 0 } nights ? Nights(nights) : null,
            report.Snapshots?.Value?.Expiry is { Months.Count: > 0 } expiry ? Snapshots(expiry) : null,
        ];
        return [.. plots.OfType<PlotModel>()];
    }

    private static PlotModel SignIns(IReadOnlyList<SignInDay> days)
    {
        SignInTotals[] known = [.. days.Select(day => day.Counts).OfType<SignInTotals>()];
        return new(
            "aanmeldingen", "Aanmeldingen per dag",
            $"In de laatste {days.Count} dagen lukten {Count(known.Sum(day => day.Granted))} aanmeldingen en werden er "
                + $"{Count(known.Sum(day => day.AllRefused))} geweigerd.",
            "Dag", ["gelukt", "geweigerd"],
            [.. days.Select(day => Row(day, day.Counts is { } counts ? [counts.Granted, counts.AllRefused] : null))])
        {
            Note = "Het zijn dagen in UTC. Een dag wordt de nacht erna geteld, als de privacylog verzegeld wordt.",
        };
    }

    private static PlotModel? RefusedSignIns(IReadOnlyList<SignInDay> days)
    {
        SignInTotals[] known = [.. days.Select(day => day.Counts).OfType<SignInTotals>()];
        (RefusalKind Kind, string Name)[] kinds = [.. Refusals.Where(kind => known.Any(day => day.Refused.ContainsKey(kind.Kind)))];
        bool hasOther = known.Any(day => day.Other > 0);
        if (kinds.Length == 0 && !hasOther)
            return null;
        return new(
            "weigeringen", "Geweigerde aanmeldingen per dag en reden",
            $"De meeste weigeringen in de laatste {days.Count} dagen: "
                + string.Join(", ", kinds.Select(kind => (kind.Name, Count: known.Sum(day => day.Refused.GetValueOrDefault(kind.Kind))))
                    .Append((Name: "andere reden", Count: known.Sum(day => day.Other))).Where(kind => kind.Count > 0).OrderByDescending(kind => kind.Count)
                    .Take(3).Select(kind => $"{kind.Name} ({Count(kind.Count)})")) + ".",
            "Dag", [.. kinds.Select(kind => kind.Name), .. hasOther ? (string[])["andere reden"] : []],
            [.. days.Select(day => Row(day, day.Counts is { } counts ? Values(counts) : null))]);

        long[] Values(SignInTotals counts) =>
            [.. kinds.Select(kind => counts.Refused.GetValueOrDefault(kind.Kind)), .. hasOther ? (long[])[counts.Other] : []];
    }

    private static PlotRow Row(SignInDay day, IReadOnlyList<long>? values) =>
        new(OverviewTexts.ShortDay(day.Day), DutchDate.Day(day.Day), values, values is null ? NotSealed : null);

    private static PlotModel? Breaches(IReadOnlyList<OpenBreach> breaches, DateTimeOffset now)
    {
        OpenBreach[] clocks = [.. breaches.Where(breach => breach.IsRunning || breach.StoppedAt is not null)];
        if (clocks.Length == 0)
            return null;
        long term = (long)BreachContent.Term.TotalHours;
        int running = clocks.Count(breach => breach.IsRunning);
        return new(
            "datalekken", "De 72 uur van elk open datalek",
            $"{OverviewTexts.Number(clocks.Length, "open datalek", "open datalekken")}, waarvan {Count(running)} nog niet gemeld aan de autoriteit.",
            "Vernomen op", ["uren tot de melding of tot nu", "uren die overblijven", "uren over de termijn"],
            [.. clocks.Select(breach => new PlotRow(
                OverviewTexts.ShortDay(DateOnly.FromDateTime(BrusselsTime.Local(breach.KnownAt).DateTime)), DutchDate.Moment(breach.KnownAt),
                Hours(breach)))]);

        long[] Hours(OpenBreach breach)
        {
            long passed = Math.Max(0, (long)((breach.StoppedAt ?? now) - breach.KnownAt).TotalHours);
            return [Math.Min(passed, term), breach.IsRunning ? Math.Max(0, term - passed) : 0, Math.Max(0, passed - term)];
        }
    }

    private static PlotModel Requests(IReadOnlyList<RequestSummary> requests) => new(
        "verzoeken", "Open verzoeken volgens de dagen die overblijven",
        $"{OverviewTexts.Number(requests.Count, "open verzoek", "open verzoeken")}, waarvan {Count(requests.Count(request => request.DaysLeft < 0))} te laat.",
        "Dagen over", ["verzoeken"],
        [
            .. DaysLeft.Select((bucket, place) => new PlotRow(
                bucket.Label, bucket.Name,
                [requests.Count(request => request.DaysLeft <= bucket.Last && (place == 0 || request.DaysLeft > DaysLeft[place - 1].Last))])),
        ]);

    private static PlotModel Contracts(ContractEndings contracts) => new(
        "contracten", "Contracten die eindigen per maand",
        $"{OverviewTexts.Number(contracts.InForce, "contract geldt", "contracten gelden")} vandaag. "
            + $"{OverviewTexts.Number(contracts.Soon.Count, "contract eindigt", "contracten eindigen")} binnen {OverviewReader.ContractDays} dagen.",
        "Maand", ["contracten"],
        [.. contracts.Months.Select(month => new PlotRow(OverviewTexts.ShortMonth(month.Month), OverviewTexts.ShortMonth(month.Month), [month.Count]))])
    {
        Note = $"{OverviewTexts.Number(contracts.WithoutEnd, "contract heeft", "contracten hebben")} geen einddatum.",
    };

    private static PlotModel Nights(IReadOnlyList<NightsOfWeek> weeks)
    {
        DateOnly[] unswept = [.. weeks.SelectMany(week => week.WithoutSweep)], unsealed = [.. weeks.SelectMany(week => week.WithoutSeal)];
        return new(
            "nachten", "Nachten zonder wissen of verzegelen",
            $"In de laatste {OverviewTexts.Number(weeks.Count, "week", "weken")} {(unswept.Length == 1 ? "was" : "waren")} er "
                + $"{OverviewTexts.Number(unswept.Length, "nacht", "nachten")} zonder wissen en "
                + $"{OverviewTexts.Number(unsealed.Length, "dag", "dagen")} zonder zegel.",
            "Week van", ["nachten zonder wissen", "dagen zonder zegel"],
            [
                .. weeks.Select(week => new PlotRow(
                    OverviewTexts.ShortDay(week.Monday), DutchDate.Day(week.Monday), [week.WithoutSweep.Count, week.WithoutSeal.Count])),
            ])
        {
            Note = unswept.Length + unsealed.Length == 0 ? null : $"Zonder wissen: {Days(unswept)}. Zonder zegel: {Days(unsealed)}.",
        };

        static string Days(DateOnly[] days) => days.Length == 0 ? "geen" : string.Join(", ", days.Select(OverviewTexts.ShortDay));
    }

    private static PlotModel Snapshots(SnapshotExpiry expiry) => new(
        "bewaard", "Bewaarde leerlingen per maand waarin ze gewist worden",
        $"Van {Count(expiry.Months.Sum(month => month.Count))} leerlingen zijn gegevens bewaard. De eerste worden gewist in "
            + $"{OverviewTexts.ShortMonth(expiry.Months[0].Month)}, als ze zich niet meer aanmelden.",
        "Maand", ["leerlingen"],
        [.. expiry.Months.Select(month => new PlotRow(OverviewTexts.ShortMonth(month.Month), OverviewTexts.ShortMonth(month.Month), [month.Count]))])
    {
        Note = $"Geteld op {DutchDate.Moment(expiry.CountedAt)}. Gegevens die beperkt zijn, blijven langer.",
    };

    private static string Count(long count) => DutchDate.Count(count);
}
