namespace LeerId.Bench.Driver.Report;

/// <summary>The files that are generated from the results, by path below docs/.</summary>
internal static class Publication
{
    public static IReadOnlyDictionary<string, string> Of(Results results)
    {
        Dictionary<string, string> files = new() { ["performance.md"] = PerformanceDocument.Write(results).TrimEnd() + "\n" };
        foreach ((string name, string svg) in Plots.Draw(results))
            files[$"images/performance/{name}"] = svg;
        return files;
    }

    public static void Write(Results results, string folder)
    {
        foreach ((string path, string content) in Of(results))
        {
            string file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }
    }
}
