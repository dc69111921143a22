using System.Globalization;

namespace LeerId.Bench.Driver.Subjects;

/// <summary>Linux's figures of a process and its child processes: processor time and memory.</summary>
internal static class ProcessFigures
{
    // The fields of /proc/PID/stat, counted after the name, because the name can contain any character (proc(5)).
    private const int ParentField = 1;
    private const int UserTimeField = 11;
    private const int SystemTimeField = 12;

    // The unit of those fields. sysconf(_SC_CLK_TCK) is 100 on every Linux.
    private const double MillisecondsPerTick = 10;

    /// <summary>Processor time so far of the process and its children, in milliseconds.</summary>
    public static double CpuMilliseconds(int processId) =>
        Family(processId).Sum(
            fields => long.Parse(fields[UserTimeField], CultureInfo.InvariantCulture) + long.Parse(fields[SystemTimeField], CultureInfo.InvariantCulture))
        * MillisecondsPerTick;

    /// <summary>Peak memory so far of the process and its children, added up, in MiB.</summary>
    public static double PeakMegabytes(int processId) => Status(processId, "VmHWM:");

    /// <summary>Current memory of the process and its children, added up, in MiB.</summary>
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

    // Null means that the process has ended meanwhile.
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
