using System.Globalization;
using LeerId.Bench.Driver.Jobs;

namespace LeerId.Bench.Driver.Report;

/// <summary>The sections about the sweep, the searches, the schools and the privacy log.</summary>
internal sealed class JobSections(MarkdownText text, Results results)
{
    private const double NanosecondsPerMicrosecond = 1000;

    // Each of 32 million sign-ins per year leaves one entry when the pupil is let in, and one when the application gets the data.
    private const double YearEntries = 64e6;

    private double FloorMicroseconds => results.Floor.VerifyMicroseconds.Median() + results.Floor.EcSignMicroseconds.Median();

    public void Write()
    {
        Sweep();
        Searches();
        YearReport();
        Rest();
    }

    private void Sweep()
    {
        text.Paragraph($"## The retention sweep");
        text.Paragraph(
            $"The table is served by a stand-in that ends a page after a thousand rows read, the fewest that the table service reads per ",
            $"transaction. The sizes took turns, for five rounds. Memory was measured in a separate run, and includes the record of ",
            $"every request that the measurement keeps.");
        text.Table(
            ["snapshots", "deleted", "transactions", "limit", "seconds", "ratio to the smallest", "memory above the start, MiB"],
            results.Sweeps.Select(sweep => new[]
            {
                MarkdownText.Number(sweep.Snapshots, "n0"), MarkdownText.Number(sweep.Deleted, "n0"), MarkdownText.Number(sweep.Transactions, "n0"),
                MarkdownText.Number(Report.Goals.TransactionLimit(sweep.Snapshots, sweep.Deleted), "n0"), MarkdownText.Number(sweep.Seconds.Median(), "0.00"),
                MarkdownText.Number(Statistics.Ratio(sweep.Seconds, results.Sweeps[0].Seconds), "0.0"), MarkdownText.Number(sweep.MegabytesAtMost, "0.0"),
            }));
        text.Picture("sweep.svg", "Storage transactions of the sweep by number of snapshots");
    }

    private void Searches()
    {
        text.Paragraph($"## Searches of all snapshots");
        text.Paragraph(
            $"Staff find a pupil by an account, and a disclosure reads the pupils of a school. Both read the whole table, in key ranges side by ",
            $"side. The table is served as for the sweep, and answers at once. In Azure each transaction takes time as well. The search by account ",
            $"reads sixteen ranges at once, and may take 90 seconds. A disclosure reads eight ranges at once, and may take 200 seconds.");
        text.Table(
            ["search", "snapshots", "found", "transactions", "seconds", "memory above the start, MiB"],
            results.Searches.Select(search => new[]
            {
                search.Search, MarkdownText.Number(search.Snapshots, "n0"), MarkdownText.Number(search.Found, "n0"),
                MarkdownText.Number(search.Transactions, "n0"), MarkdownText.Number(search.Seconds.Median(), "0.0"),
                MarkdownText.Number(search.MegabytesAtMost, "0.0"),
            }));
    }

    private void YearReport()
    {
        YearReportResult year = results.YearReport;
        int entries = year.Days * year.EntriesPerDay;
        double perSecond = entries / year.Seconds;
        text.Paragraph($"## An evidence report about a year");
        text.Paragraph(
            $"The report compares every sealed day of the privacy log with its seal. The log is served over HTTP by the program that reads it. This ",
            $"measurement has no time limit.");
        text.Table(
            ["days", "entries", "transactions", "seconds", "entries per second", "memory above the start, MiB"],
            [
                [
                    MarkdownText.Number(year.Days, "n0"), MarkdownText.Number(entries, "n0"), MarkdownText.Number(year.Transactions, "n0"),
                    MarkdownText.Number(year.Seconds, "0.0"), MarkdownText.Number(perSecond, "n0"), MarkdownText.Number(year.MegabytesAtMost, "0.0"),
                ],
            ]);
        text.Paragraph(
            $"If 1.2 million pupils sign in 32 million times per year, the log has {MarkdownText.Number(YearEntries / 1e6, "0")} million entries. At this ",
            $"speed, all of them would take {MarkdownText.Number(YearEntries / perSecond / 60, "0")} minutes, but Azure ends a request after 230 ",
            $"seconds. So a report compares the newest days for 90 seconds, reads the actions of staff for another 30, and names the days that it ",
            $"did not compare or count. A report about a shorter period, or about older days, compares those.");
    }

    private void Rest()
    {
        SchoolsResult schools = results.Schools;
        double lookup = schools.LookupNanoseconds.Median();
        SealedDayResult day = results.SealedDay;
        text.Paragraph($"## The schools, and the privacy log");
        text.Table(
            ["", "median"],
            [
                [
                    string.Create(CultureInfo.InvariantCulture, $"import a CSV file of {schools.Schools:n0} schools over as many, on the emulator"),
                    $"{MarkdownText.Number(schools.ImportSeconds.Median(), "0.0")} s",
                ],
                [
                    string.Create(CultureInfo.InvariantCulture, $"look up a pupil's school among {schools.Schools:n0}"),
                    $"{MarkdownText.Number(lookup, "0")} ns, {MarkdownText.Number(lookup / (FloorMicroseconds * NanosecondsPerMicrosecond), "0.0 %")} "
                        + "of the floor",
                ],
                [
                    string.Create(CultureInfo.InvariantCulture, $"verify a sealed day of {day.Entries:n0} entries, served over HTTP"),
                    $"{MarkdownText.Number(day.VerifySeconds.Median(), "0.0")} s",
                ],
                ["seal that day (once)", $"{MarkdownText.Number(day.SealSeconds, "0.0")} s"],
                ["managed memory above the start, at most", $"{MarkdownText.Number(day.MegabytesAtMost, "0.0")} MiB"],
            ]);
    }
}
