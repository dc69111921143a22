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
            $"Made by `bench/run.sh` of the files in `bench/results`; don't edit it by hand. Measured on {machine.Day:yyyy-MM-dd}, {machine.Processor}, ",
            $"{machine.Processors} processors, {machine.System}, {machine.Runtime}.");
        Paragraph(
            $"The machine is shared, and everything runs on it at once: the relying party, the provider and the browsers. So the figures by themselves ",
            $"mean little, and what counts is how they relate in one run: the programs took turns, round after round, and every figure is the median of ",
            $"the rounds, every ratio the median of the ratios within a round.");
        if (_results.IsOfFormerHandOff)
        {
            Paragraph(
                $"**The figures of sign-ins are of the former hand-off**, in which the browser posted a signed token to the application. They are not ",
                $"measured again yet. The text describes a sign-in of today.");
        }
    }

    private void Goals()
    {
        Paragraph($"## What it must reach");
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
            $"A sign-in of `AddOpenIdConnect` and `mod_auth_openidc` is what a browser does: the start, the provider, the callback, and the page after it. ",
            $"Ours is a provider as well: its sign-in is `/authorize`, the provider, `/acm/callback`, and then what the application's server does, `/token` ",
            $"and `/userinfo`. The driver plays the application. The provider asks nothing and answers at once; it signs each ID token when it is asked ",
            $"for. All take the authorization code with PKCE and prove themselves with ",
            $"`client_secret_post`, but for the row with `private_key_jwt`, which is what ACM prefers and our default: one RS256 signature more for ",
            $"each sign-in.");
        Paragraph(
            $"Ours is LocalHost without what it starts, and without timers and queues, which in Azure are the Functions host's part. It checks more ",
            $"([why](adr/0005-stricter-than-openid-connect.md)), signs an ID token, encrypts a code and an access token for the application, writes ",
            $"the snapshot and two log entries, and reads the snapshot. With the *null store* these requests go through Azure's storage client and are ",
            $"answered within the process, so that its work to make a request and read the answer is in our figure. `AddOpenIdConnect` is the ",
            $"framework's client with its cookie session, and `mod_auth_openidc` is Apache's, with its session in a cookie too; both store nothing and ",
            $"show a page of one line. The storage emulator is one Node.js process beside all the others: its rows show what the writes cost us, and say ",
            $"little of Azure.");
        foreach (string skipped in _results.SignIns.Skipped)
            Paragraph($"{skipped}");
        foreach (int concurrency in SignInComparison.Concurrencies)
        {
            Paragraph($"### {concurrency} at once");
            Table(
                ["", "sign-ins a second", "p50, ms", "p99, ms", "processor, ms a sign-in", "against AddOpenIdConnect", "allocated, KiB a sign-in"],
                _results.SignIns.Runs.Where(runs => runs.Concurrency == concurrency).Select(Row));
        }

        Picture("cpu.svg", "Processor time a sign-in, for each program at each concurrency");
        Picture("p50.svg", "The median time of a sign-in, for each program at each concurrency");
        Picture("p99.svg", "The time that 99 of 100 sign-ins take at most, for each program at each concurrency");
        Steps();
        Paragraph($"Peak memory after all of it, the processes of a program added up:");
        Table(["", "peak, MiB"], _results.SignIns.Peaks.Select(peak => new[] { peak.Party, Number(peak.Megabytes, "0") }));
        Paragraph(
            $"Storage transactions of {_results.Transactions.SignIns} repeat sign-ins, counted on the wire: {_results.Transactions.Transactions}, of ",
            $"them reads: {_results.Transactions.Reads}.");
    }

    // What each request adds to the ones before it.
    private void Steps()
    {
        if (_results.SignIns is not { ToCode: { } toCode, ToTokens: { } toTokens })
            return;
        double begin = Cpu(_results.SignIns.Begin), code = Cpu(toCode), tokens = Cpu(toTokens), whole = Cpu(_results.SignIns.Of(RelyingParty.Ours, 16));
        Paragraph(
            $"Where the processor time of ours goes, at concurrency 16 with the null store. Each step is a run up to it less the run up to the step before.");
        Table(
            ["", "processor, ms a sign-in", "share"],
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
            $"The others get a page before ACM that asks again by itself after 5 to 15 seconds. The tests (`OverloadTests`) demand that at least 85 % of ",
            $"what storage can take is used, that this page comes within 300 ms, that no answer takes more than 15 seconds, and that everybody is let in ",
            $"within five seconds after the crowd is gone. `bench/run.sh overload` shows it with other numbers.");
    }

    private void Floor()
    {
        double verify = _results.Floor.VerifyMicroseconds.Median(), sign = _results.Floor.SignMicroseconds.Median();
        double rest = Cpu(_results.SignIns.Of(RelyingParty.Ours, 16)) - Cpu(_results.SignIns.Begin);
        string signature = _results.IsOfFormerHandOff ? "ES256" : "RS256";
        Paragraph($"## The floor");
        Paragraph(
            $"No sign-in can do without one RS256 verification ({verify:0} µs here) and one {signature} signature ({sign:0} µs): {verify + sign:0} µs of ",
            $"processor time. A whole sign-in of ours less its first step, at concurrency 16 with the null store, takes {rest * 1000:0} µs: ",
            $"{rest * 1000 / (verify + sign):0.0} times the floor.");
    }

    private void Start()
    {
        Paragraph($"## Start");
        Paragraph(
            $"From the start of the process to the first sign-in answered, both compiled ahead (ReadyToRun), Release: ours takes ",
            $"{Report.Goals.StartRatio(_results):0.00} times what the AddOpenIdConnect app takes.");
        Table(["", "ms"], _results.Starts.Select(start => new[] { start.Party, Number(start.Milliseconds.Median(), "0") }));
    }

    private void Memory()
    {
        Paragraph($"## Memory");
        Paragraph($"The same process, null store, 64 sign-ins at once, {_results.Memory[^1].SignIns:n0} of them.");
        Picture("memory.svg", "Memory over the sign-ins: what is alive stays level");
    }

    private void Sweep()
    {
        Paragraph($"## The retention sweep");
        Paragraph(
            $"Of a served table in which a page ends after a thousand rows looked at, the least that the table service does in a transaction. Each size ",
            $"in turn, five rounds; memory in a run of its own, with the notes that the measurement takes of every request.");
        Table(
            ["snapshots", "deleted", "transactions", "most there may be", "seconds", "against the smallest", "memory above the start, MiB"],
            _results.Sweeps.Select(sweep => new[]
            {
                Number(sweep.Snapshots, "n0"), Number(sweep.Deleted, "n0"), Number(sweep.Transactions, "n0"),
                Number(Report.Goals.MostTransactions(sweep.Snapshots, sweep.Deleted), "n0"), Number(sweep.Seconds.Median(), "0.00"),
                Number(Statistics.Ratio(sweep.Seconds, _results.Sweeps[0].Seconds), "0.0"), Number(sweep.MegabytesAtMost, "0.0"),
            }));
        Picture("sweep.svg", "Storage transactions of the sweep against the number of snapshots");
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
                    string.Create(CultureInfo.InvariantCulture, $"import a CSV file of {schools.Schools:n0} schools in the place of as many, on the emulator"),
                    $"{Number(schools.ImportSeconds.Median(), "0.0")} s",
                ],
                [
                    string.Create(CultureInfo.InvariantCulture, $"look a pupil's school up among {schools.Schools:n0}"),
                    $"{Number(lookup, "0")} ns, {Number(lookup / (FloorMicroseconds * NanosecondsPerMicrosecond), "0.0 %")} of the floor",
                ],
                [
                    string.Create(CultureInfo.InvariantCulture, $"verify a sealed day of {day.Entries:n0} entries, served over HTTP"),
                    $"{Number(day.VerifySeconds.Median(), "0.0")} s",
                ],
                ["seal that day (once)", $"{Number(day.SealSeconds, "0.0")} s"],
                ["managed memory above the start meanwhile", $"{Number(day.MegabytesAtMost, "0.0")} MiB"],
            ]);
    }

    private void Table(string[] heads, IEnumerable<string[]> rows)
    {
        foreach (string[] row in rows.Prepend([.. heads.Select(_ => "---")]).Prepend(heads))
            _text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        _text.Append('\n');
    }

    private void Picture(string file, string description) => Paragraph($"![{description}](images/performance/{file})");

    private void Paragraph(params FormattableString[] pieces) =>
        _text.AppendJoin("", pieces.Select(piece => piece.ToString(CultureInfo.InvariantCulture))).Append("\n\n");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
