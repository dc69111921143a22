using LeerId.Bench.Driver.SignIns;
using LeerId.Bench.Driver.Subjects;

namespace LeerId.Bench.Driver.Report;

/// <summary>The sections about the cost of a sign-in.</summary>
internal sealed class SignInSections(MarkdownText text, Results results)
{
    public void Write()
    {
        SignIns();
        AboveCapacity();
        Floor();
    }

    private void SignIns()
    {
        text.Paragraph($"## Whole sign-ins");
        text.Paragraph(
            $"A sign-in of `AddOpenIdConnect` and `mod_auth_openidc` consists of the requests of a browser: the start, the ",
            $"provider, the callback, and the page after it. Ours is a provider as well. Its sign-in is `/authorize`, the provider and ",
            $"`/acm/callback`, and then the two requests of the application's server, `/token` and `/userinfo`. The driver plays the ",
            $"application. The provider asks nothing and answers at once; it signs each ID token on request. All programs use the ",
            $"authorization code flow with PKCE and authenticate with `client_secret_post`. One row has `private_key_jwt` instead, which ",
            $"ACM prefers and which is our default. That adds one RS256 signature to each sign-in.");
        text.Paragraph(
            $"Our program is LocalHost without the services that it starts, and without timers and queues, which the Functions host runs ",
            $"in Azure. It checks more ([why](adr/0005-stricter-than-openid-connect.md)), signs an ID token, and encrypts a code and an ",
            $"access token for the application. The ID token has an ES256 signature, and the client secret authenticates the application. ",
            $"Our program writes the snapshot and two log entries, and reads the snapshot. With the *null ",
            $"store* these storage requests pass through Azure's storage client and are answered within the process. So our figure ",
            $"includes the client's work on request and answer. `AddOpenIdConnect` is the framework's client, and `mod_auth_openidc` is ",
            $"Apache's. Both keep the session in a cookie, store nothing, and show a page of one line. The storage emulator is one ",
            $"Node.js process beside all the others. Its rows show the cost of our writes, and say little about Azure.");
        foreach (string skipped in results.SignIns.Skipped)
            text.Paragraph($"{skipped}");
        foreach (int concurrency in SignInComparison.Concurrencies)
        {
            text.Paragraph($"### {concurrency} at once");
            text.Table(
                ["", "sign-ins per second", "p50, ms", "p99, ms", "processor, ms per sign-in", "ratio to AddOpenIdConnect", "allocated, KiB per sign-in"],
                results.SignIns.Runs.Where(runs => runs.Concurrency == concurrency).Select(Row));
        }

        text.Picture("cpu.svg", "Processor time per sign-in, for each program at each concurrency");
        text.Picture("p50.svg", "Median time of a sign-in, for each program at each concurrency");
        text.Picture("p99.svg", "The 99th percentile of the time of a sign-in, for each program at each concurrency");
        Steps();
        Shares();
        text.Paragraph($"Peak memory at the end of all runs, summed over the processes of a program:");
        text.Table(["", "peak, MiB"], results.SignIns.Peaks.Select(peak => new[] { peak.Party, MarkdownText.Number(peak.Megabytes, "0") }));
        text.Paragraph(
            $"{results.Transactions.SignIns} repeat sign-ins made {results.Transactions.Transactions} storage transactions, ",
            $"{results.Transactions.Reads} of them reads, counted on the wire.");
    }

    // The cost that each request adds to the previous ones.
    private void Steps()
    {
        double begin = Cpu(results.SignIns.Begin), code = Cpu(results.SignIns.ToCode), tokens = Cpu(results.SignIns.ToTokens);
        double whole = Cpu(results.SignIns.Of(RelyingParty.Ours, 16));
        text.Paragraph(
            $"Our processor time per step, at concurrency 16 with the null store. Each step is the difference between a run up to that ",
            $"step and a run up to the step before.");
        text.Table(
            ["", "processor, ms per sign-in", "share"],
            new (string Step, double Milliseconds)[]
            {
                ("`/authorize`", begin), ("`/acm/callback`", code - begin), ("`/token`", tokens - code), ("`/userinfo`", whole - tokens),
            }.Select(step => new[] { step.Step, MarkdownText.Number(step.Milliseconds, "0.00"), MarkdownText.Number(step.Milliseconds / whole, "0 %") }));
    }

    private void Shares()
    {
        if (results.Shares.Count == 0)
            return;
        text.Paragraph(
            $"Where that time goes: the stacks of our process, sampled with Linux's `perf` at concurrency 16. A sample in the kernel, in OpenSSL or ",
            $"in the runtime's own code counts for that part. Any other sample counts for the library nearest to the top of its stack, apart from ",
            $"`System.Private.CoreLib`, which all others use. [What was done about it](adr/0031-the-cost-of-a-sign-in.md).");
        text.Table(["", "share"], results.Shares.Select(part => new[] { part.Part, MarkdownText.Number(part.Share, "0.0 %") }));
    }

    private static double Cpu(IEnumerable<LoadResult> runs) => runs.Select(run => run.CpuMilliseconds).Median();

    private string[] Row(LoadRuns runs)
    {
        IReadOnlyList<LoadResult> peer = results.SignIns.Of(RelyingParty.AddOpenIdConnect, runs.Concurrency);
        double ratio = Statistics.Ratio(runs.Runs.Select(run => run.CpuMilliseconds), peer.Select(run => run.CpuMilliseconds));
        double[] allocated = [.. runs.Runs.Select(run => run.AllocatedBytes).OfType<double>()];
        return
        [
            runs.Party,
            MarkdownText.Number(runs.Runs.Select(run => run.PerSecond).Median(), "0"),
            MarkdownText.Number(runs.Runs.Select(run => run.MedianMilliseconds).Median(), "0.0"),
            MarkdownText.Number(runs.Runs.Select(run => run.P99Milliseconds).Median(), "0.0"),
            MarkdownText.Number(runs.Runs.Select(run => run.CpuMilliseconds).Median(), "0.00"),
            MarkdownText.Number(ratio, "0.00"),
            allocated.Length == 0 ? "-" : MarkdownText.Number(allocated.Median() / 1024, "0"),
        ];
    }

    private void AboveCapacity()
    {
        text.Paragraph($"## Above the capacity");
        text.Paragraph(
            $"If more pupils sign in than storage can take, as many are let in as storage can take ([how](adr/0027-more-pupils-than-storage-can-take.md)). ",
            $"The others get a page before ACM that asks again by itself after 5 to 15 seconds. `bench/run.sh overload` shows it with numbers that you ",
            $"choose. The tests (`OverloadTests`) demand these values:");
        text.Table(
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
        double verify = results.Floor.VerifyMicroseconds.Median(), sign = results.Floor.SignMicroseconds.Median();
        double ecSign = results.Floor.EcSignMicroseconds.Median();
        double rest = Cpu(results.SignIns.Of(RelyingParty.Ours, 16)) - Cpu(results.SignIns.Begin);
        text.Paragraph($"## The floor");
        text.Paragraph(
            $"Every sign-in needs at least one RS256 verification ({verify:0} µs here) and one ES256 signature ({ecSign:0} µs): ",
            $"{verify + ecSign:0} µs of processor time. The last three of the steps above take {rest * 1000:0} µs at ",
            $"concurrency 16 with the null store: {rest * 1000 / (verify + ecSign):0.0} times the floor. An application that keeps RS256, our ",
            $"default, makes the signature cost {sign:0} µs instead.");
    }
}
