using System.Globalization;
using System.Text;
using LeerId.Bench.Driver.Jobs;
using LeerId.Bench.Driver.SignIns;
using LeerId.Bench.Driver.Subjects;

namespace LeerId.Bench.Driver.Report;

/// <summary>docs/performance.md, made of the results.</summary>
internal sealed class PerformanceDocument
{
    private const double NanosecondsPerMicrosecond = 1000;

    // All documents are wrapped at this column. A picture and a row of a table stay one line.
    private const int Columns = 120;

    private readonly StringBuilder _text = new();
    private readonly Results _results;

    private PerformanceDocument(Results results) => _results = results;

    public static string Write(Results results)
    {
        PerformanceDocument document = new(results);
        document.Introduce();
        document.Goals();
        document.SignIns();
        document.AboveCapacity();
        document.Floor();
        document.Start();
        document.Memory();
        document.Sweep();
        document.Rest();
        return document._text.ToString();
    }

    private double FloorMicroseconds => _results.Floor.VerifyMicroseconds.Median() + _results.Floor.SignMicroseconds.Median();

    private void Introduce()
    {
        Machine machine = _results.Machine;
        Paragraph($"# Performance");
        Paragraph(
            $"`bench/run.sh` makes this document from the files in `bench/results`; don't edit it by hand. Measured on ",
            $"{machine.Day:yyyy-MM-dd}, {machine.Processor}, {machine.Processors} processors, {machine.System}, {machine.Runtime}.");
        Paragraph(
            $"The machine is shared, and the relying party, the provider and the browsers all run on it at once. So compare figures only ",
            $"with each other. The programs took turns, round after round. Each figure is the median of the rounds, and each ratio is ",
            $"the median of the ratios within a round.");
        if (_results.IsOfFormerHandOff)
        {
            Paragraph(
                $"**The figures of sign-ins are of the former hand-off**, in which the browser posted a signed token to the application. ",
                $"They have not been measured again since. The text describes a sign-in of today.");
        }
    }

    private void Goals()
    {
        Paragraph($"## Goals");
        Table(["Goal", "Measured", "Reached"], Report.Goals.Of(_results).Select(goal => new[] { goal.Text, goal.Measured, Reached(goal) }));
    }

    private static string Reached(Goal goal) => goal.IsReached switch
    {
        true => "yes",
        false => "**no**",
        null => "not measured",
    };

    private void SignIns()
    {
        Paragraph($"## Whole sign-ins");
        Paragraph(
            $"A sign-in of `AddOpenIdConnect` and `mod_auth_openidc` consists of the requests of a browser: the start, the ",
            $"provider, the callback, and the page after it. Ours is a provider as well. Its sign-in is `/authorize`, the provider and ",
            $"`/acm/callback`, and then the two requests of the application's server, `/token` and `/userinfo`. The driver plays the ",
            $"application. The provider asks nothing and answers at once; it signs each ID token on request. All programs use the ",
            $"authorization code flow with PKCE and authenticate with `client_secret_post`. One row has `private_key_jwt` instead, which ",
            $"ACM prefers and which is our default. That adds one RS256 signature to each sign-in.");
        Paragraph(
            $"Our program is LocalHost without the services that it starts, and without timers and queues, which the Functions host runs ",
            $"in Azure. It checks more ([why](adr/0005-stricter-than-openid-connect.md)), signs an ID token, and encrypts a code and an ",
            $"access token for the application. It writes the snapshot and two log entries, and reads the snapshot. With the *null ",
            $"store* these storage requests pass through Azure's storage client and are answered within the process. So our figure ",
            $"includes the client's work on request and answer. `AddOpenIdConnect` is the framework's client, and `mod_auth_openidc` is ",
            $"Apache's. Both keep the session in a cookie, store nothing, and show a page of one line. The storage emulator is one ",
            $"Node.js process beside all the others. Its rows show the cost of our writes, and say little about Azure.");
        foreach (string skipped in _results.SignIns.Skipped)
            Paragraph($"{skipped}");
        foreach (int concurrency in SignInComparison.Concurrencies)
        {
            Paragraph($"### {concurrency} at once");
            Table(
                ["", "sign-ins per second", "p50, ms", "p99, ms", "processor, ms per sign-in", "ratio to AddOpenIdConnect", "allocated, KiB per sign-in"],
                _results.SignIns.Runs.Where(runs => runs.Concurrency == concurrency).Select(Row));
        }

        Picture("cpu.svg", "Processor time per sign-in, for each program at each concurrency");
        Picture("p50.svg", "Median time of a sign-in, for each program at each concurrency");
        Picture("p99.svg", "The 99th percentile of the time of a sign-in, for each program at each concurrency");
        Steps();
        Paragraph($"Peak memory at the end of all runs, summed over the processes of a program:");
        Table(["", "peak, MiB"], _results.SignIns.Peaks.Select(peak => new[] { peak.Party, Number(peak.Megabytes, "0") }));
        Paragraph(
            $"{_results.Transactions.SignIns} repeat sign-ins made {_results.Transactions.Transactions} storage transactions, ",
            $"{_results.Transactions.Reads} of them reads, counted on the wire.");
    }

    // What each request adds to the ones before it.
    private void Steps()
    {
        if (_results.SignIns is not { ToCode: { } toCode, ToTokens: { } toTokens })
            return;
        double begin = Cpu(_results.SignIns.Begin), code = Cpu(toCode), tokens = Cpu(toTokens), whole = Cpu(_results.SignIns.Of(RelyingParty.Ours, 16));
        Paragraph(
            $"Our processor time per step, at concurrency 16 with the null store. Each step is the difference between a run up to that ",
            $"step and a run up to the step before.");
        Table(
            ["", "processor, ms per sign-in", "share"],
            new (string Step, double Milliseconds)[]
            {
                ("`/authorize`", begin), ("`/acm/callback`", code - begin), ("`/token`", tokens - code), ("`/userinfo`", whole - tokens),
            }.Select(step => new[] { step.Step, Number(step.Milliseconds, "0.00"), Number(step.Milliseconds / whole, "0 %") }));
    }

    private static double Cpu(IEnumerable<LoadResult> runs) => runs.Select(run => run.CpuMilliseconds).Median();

    private string[] Row(LoadRuns runs)
    {
        IReadOnlyList<LoadResult> peer = _results.SignIns.Of(RelyingParty.AddOpenIdConnect, runs.Concurrency);
        double ratio = Statistics.Ratio(runs.Runs.Select(run => run.CpuMilliseconds), peer.Select(run => run.CpuMilliseconds));
        double[] allocated = [.. runs.Runs.Select(run => run.AllocatedBytes).OfType<double>()];
        return
        [
            runs.Party,
            Number(runs.Runs.Select(run => run.PerSecond).Median(), "0"),
            Number(runs.Runs.Select(run => run.MedianMilliseconds).Median(), "0.0"),
            Number(runs.Runs.Select(run => run.P99Milliseconds).Median(), "0.0"),
            Number(runs.Runs.Select(run => run.CpuMilliseconds).Median(), "0.00"),
            Number(ratio, "0.00"),
            allocated.Length == 0 ? "-" : Number(allocated.Median() / 1024, "0"),
        ];
    }

    private void AboveCapacity()
    {
        Paragraph($"## Above the capacity");
        Paragraph(
            $"If more pupils sign in than storage can take, as many are let in as storage can take ([how](adr/0027-more-pupils-than-storage-can-take.md)). ",
            $"The others get a page before ACM that asks again by itself after 5 to 15 seconds. `bench/run.sh overload` shows it with other numbers. The ",
            $"tests (`OverloadTests`) demand these values:");
        Table(
            ["", "limit"],
            [
                ["use of the capacity of storage", "at least 85 %"],
                ["time until that page", "300 ms"],
                ["time until any answer", "15 s"],
                ["time until everybody is let in, after the crowd is gone", "5 s"],
            ]);
    }

    private void Floor()
    {
        double verify = _results.Floor.VerifyMicroseconds.Median(), sign = _results.Floor.SignMicroseconds.Median();
        double rest = Cpu(_results.SignIns.Of(RelyingParty.Ours, 16)) - Cpu(_results.SignIns.Begin);
        string signature = _results.IsOfFormerHandOff ? "ES256" : "RS256";
        Paragraph($"## The floor");
        Paragraph(
            $"Every sign-in needs at least one RS256 verification ({verify:0} µs here) and one {signature} signature ({sign:0} µs): ",
            $"{verify + sign:0} µs of processor time. The rest of our sign-in, without its first step, takes {rest * 1000:0} µs at ",
            $"concurrency 16 with the null store: {rest * 1000 / (verify + sign):0.0} times the floor.");
    }

    private void Start()
    {
        Paragraph($"## Start");
        Paragraph(
            $"Measured from the start of the process to the answer of the first sign-in. Both programs are compiled ahead (ReadyToRun), ",
            $"in Release. Ours takes {Report.Goals.StartRatio(_results):0.00} times as long as the AddOpenIdConnect app.");
        Table(["", "ms"], _results.Starts.Select(start => new[] { start.Party, Number(start.Milliseconds.Median(), "0") }));
    }

    private void Memory()
    {
        Paragraph($"## Memory");
        Paragraph($"One process did {_results.Memory[^1].SignIns:n0} sign-ins with the null store, 64 at once.");
        Picture("memory.svg", "Memory over the sign-ins: the live managed memory stays level");
    }

    private void Sweep()
    {
        Paragraph($"## The retention sweep");
        Paragraph(
            $"The table is served by a stand-in that ends a page after a thousand rows read, the fewest that the table service reads per ",
            $"transaction. The sizes took turns, for five rounds. Memory was measured in a separate run, and includes the record of ",
            $"every request that the measurement keeps.");
        Table(
            ["snapshots", "deleted", "transactions", "limit", "seconds", "ratio to the smallest", "memory above the start, MiB"],
            _results.Sweeps.Select(sweep => new[]
            {
                Number(sweep.Snapshots, "n0"), Number(sweep.Deleted, "n0"), Number(sweep.Transactions, "n0"),
                Number(Report.Goals.MostTransactions(sweep.Snapshots, sweep.Deleted), "n0"), Number(sweep.Seconds.Median(), "0.00"),
                Number(Statistics.Ratio(sweep.Seconds, _results.Sweeps[0].Seconds), "0.0"), Number(sweep.MegabytesAtMost, "0.0"),
            }));
        Picture("sweep.svg", "Storage transactions of the sweep by number of snapshots");
    }

    private void Rest()
    {
        SchoolsResult schools = _results.Schools;
        double lookup = schools.LookupNanoseconds.Median();
        SealedDayResult day = _results.SealedDay;
        Paragraph($"## The schools, and the privacy log");
        Table(
            ["", "median"],
            [
                [
                    string.Create(CultureInfo.InvariantCulture, $"import a CSV file of {schools.Schools:n0} schools over as many, on the emulator"),
                    $"{Number(schools.ImportSeconds.Median(), "0.0")} s",
                ],
                [
                    string.Create(CultureInfo.InvariantCulture, $"look up a pupil's school among {schools.Schools:n0}"),
                    $"{Number(lookup, "0")} ns, {Number(lookup / (FloorMicroseconds * NanosecondsPerMicrosecond), "0.0 %")} of the floor",
                ],
                [
                    string.Create(CultureInfo.InvariantCulture, $"verify a sealed day of {day.Entries:n0} entries, served over HTTP"),
                    $"{Number(day.VerifySeconds.Median(), "0.0")} s",
                ],
                ["seal that day (once)", $"{Number(day.SealSeconds, "0.0")} s"],
                ["managed memory above the start, at most", $"{Number(day.MegabytesAtMost, "0.0")} MiB"],
            ]);
    }

    private void Table(string[] heads, IEnumerable<string[]> rows)
    {
        foreach (string[] row in rows.Prepend([.. heads.Select(_ => "---")]).Prepend(heads))
            _text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        _text.Append('\n');
    }

    private void Picture(string file, string description) => _text.Append(CultureInfo.InvariantCulture, $"![{description}](images/performance/{file})\n\n");

    private void Paragraph(params FormattableString[] pieces)
    {
        int column = 0;
        foreach (string word in string.Concat(pieces.Select(piece => piece.ToString(CultureInfo.InvariantCulture))).Split(' '))
        {
            bool fits = column + 1 + word.Length <= Columns;
            _text.Append(column == 0 ? "" : fits ? " " : "\n").Append(word);
            column = column == 0 || !fits ? word.Length : column + 1 + word.Length;
        }

        _text.Append("\n\n");
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
