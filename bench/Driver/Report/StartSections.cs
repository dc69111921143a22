using LeerId.Bench.Driver.SignIns;

namespace LeerId.Bench.Driver.Report;

/// <summary>The sections about the start of a process and its memory.</summary>
internal sealed class StartSections(MarkdownText text, Results results)
{
    public void Write()
    {
        Start();
        Worker();
        Memory();
    }

    private void Start()
    {
        text.Paragraph($"## Start");
        text.Paragraph(
            $"Measured from the start of the process until pupils are signed in: one pupil alone, and a class of {StartMeasurement.ClassSize} that signs in ",
            $"as soon as the program accepts connections. Both programs are compiled ahead (ReadyToRun), in Release. For one pupil ours takes ",
            $"{Goals.StartRatio(results):0.00} times as long as the AddOpenIdConnect app; for the last of a class {Goals.ClassRatio(results):0.00} times.");
        text.Table(
            ["", "one pupil, ms", "first of a class, ms", "last of a class, ms"],
            results.Starts.Select(start => new[]
            {
                start.Party, MarkdownText.Number(start.Milliseconds.Median(), "0"), MarkdownText.Number(start.ClassFirst.Median(), "0"),
                MarkdownText.Number(start.ClassLast.Median(), "0"),
            }));
    }

    private void Worker()
    {
        text.Paragraph($"### The worker in Azure");
        text.Paragraph(
            $"In Azure the Functions host starts the app as a worker process. Measured from the start of the published worker to its first message to ",
            $"the host, with the settings of production but without telemetry, beside a minimal app with the same extensions: ",
            $"{Goals.WorkerRatio(results):0.00} times. ",
            $"[What makes the difference](adr/0030-the-cold-start.md), and what was tried.");
        text.Table(
            ["", "ms", "processor, ms"],
            results.Workers.Select(worker => new[]
            {
                worker.Worker, MarkdownText.Number(worker.Milliseconds.Median(), "0"), MarkdownText.Number(worker.CpuMilliseconds.Median(), "0"),
            }));
    }

    private void Memory()
    {
        MemorySample before = results.Flood.Before, after = results.Flood.After;
        text.Paragraph($"## Memory");
        text.Paragraph($"One process did {results.Memory[^1].SignIns:n0} sign-ins with the null store, 64 at once.");
        text.Picture("memory.svg", "Memory over the sign-ins: live managed memory, and memory held by the process");
        text.Paragraph(
            $"Then it got a flood of {results.Flood.Requests:n0} requests from {MemoryMeasurement.FloodConcurrency} connections: sign-ins that nobody ",
            $"completed, and bodies of one MiB that are refused. A minute later, while a pupil per second signed in:");
        text.Table(
            ["", "before the flood, MiB", "a minute after it, MiB"],
            [
                ["live managed memory", MarkdownText.Number(before.AliveMegabytes, "0.0"), MarkdownText.Number(after.AliveMegabytes, "0.0")],
                ["held by the process", MarkdownText.Number(before.ResidentMegabytes, "0"), MarkdownText.Number(after.ResidentMegabytes, "0")],
            ]);
        text.Paragraph(
            $"The web server takes its buffers from the runtime's shared pool, which keeps few of them. Why the process holds more than before the flood ",
            $"was not measured.");
    }
}
