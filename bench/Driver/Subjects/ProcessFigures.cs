using System.Globalization;

namespace LeerId.Bench.Driver.Subjects;

/// <summary>What Linux knows of a process and those it started: processor time and memory.</summary>
internal static class ProcessFigures
{
    // Of /proc/PID/stat, counted after the name, which can hold anything (proc(5)).
    private const int ParentField = 1;
    private const int UserTimeField = 11;
    private const int SystemTimeField = 12;

    // What a tick of those fields is on every Linux: sysconf(_SC_CLK_TCK) is 100.
    private const double MillisecondsPerTick = 10;

    /// <summary>Processor time so far, milliseconds, of the process and its children.</summary>
    public static double CpuMilliseconds(int processId) =>
        Family(processId).Sum(
            fields => long.Parse(fields[UserTimeField], CultureInfo.InvariantCulture) + long.Parse(fields[SystemTimeField], CultureInfo.InvariantCulture))
        * MillisecondsPerTick;

    /// <summary>The most memory it held so far, MiB, of the process and its children added up.</summary>
    public static double PeakMegabytes(int processId) => Status(processId, "VmHWM:");

    /// <summary>The memory it holds, MiB, of the process and its children added up.</summary>
    public static double Megabytes(int processId) => Status(processId, "VmRSS:");

    private static double Status(int processId, string field) => Ids(processId)
        .SelectMany(id => Lines($"/proc/{id}/status"))
        .Where(line => line.StartsWith(field, StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)) / 1024;

    private static IEnumerable<int> Ids(int processId)
    {
        yield return processId;
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id)
                && Fields(id) is { } fields && int.Parse(fields[ParentField], CultureInfo.InvariantCulture) == processId)
            {
                yield return id;
            }
        }
    }

    private static IEnumerable<string[]> Family(int processId) => Ids(processId).Select(Fields).OfType<string[]>();

    // Null: the process ended meanwhile.
    private static string[]? Fields(int processId) => Lines($"/proc/{processId}/stat") is [string line, ..]
        ? line[(line.LastIndexOf(')') + 2)..].Split(' ')
        : null;

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (IOException)
        {
            return [];
        }
    }
}
