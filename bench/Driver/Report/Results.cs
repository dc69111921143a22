using System.Text.Json;
using LeerId.Bench.Driver.Jobs;
using LeerId.Bench.Driver.SignIns;
using LeerId.Bench.Driver.Worker;

namespace LeerId.Bench.Driver.Report;

/// <summary>The machine and versions of a measurement.</summary>
internal sealed record Machine(string Processor, int Processors, string System, string Runtime, DateOnly Day);

/// <summary>All results, in one file each in bench/results.</summary>
internal sealed record Results(
    Machine Machine,
    SignInResults SignIns,
    TransactionResult Transactions,
    IReadOnlyList<MemorySample> Memory,
    FloodResult Flood,
    FloorResult Floor,
    IReadOnlyList<PartShare> Shares,
    IReadOnlyList<StartResult> Starts,
    IReadOnlyList<WorkerResult> Workers,
    IReadOnlyList<SweepResult> Sweeps,
    IReadOnlyList<SearchResult> Searches,
    SchoolsResult Schools,
    SealedDayResult SealedDay,
    YearReportResult YearReport)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    // The file of each type of result.
    private static readonly Dictionary<Type, string> Files = new()
    {
        [typeof(Machine)] = "machine",
        [typeof(SignInResults)] = "sign-ins",
        [typeof(TransactionResult)] = "transactions",
        [typeof(IReadOnlyList<MemorySample>)] = "memory",
        [typeof(FloodResult)] = "flood",
        [typeof(FloorResult)] = "floor",
        [typeof(IReadOnlyList<PartShare>)] = "shares",
        [typeof(IReadOnlyList<StartResult>)] = "starts",
        [typeof(IReadOnlyList<WorkerResult>)] = "workers",
        [typeof(IReadOnlyList<SweepResult>)] = "sweeps",
        [typeof(IReadOnlyList<SearchResult>)] = "searches",
        [typeof(SchoolsResult)] = "schools",
        [typeof(SealedDayResult)] = "sealed-day",
        [typeof(YearReportResult)] = "year-report",
    };

    public static void Save<T>(string folder, T result)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path(folder, typeof(T)), JsonSerializer.Serialize(result, Json) + "\n");
    }

    public static Results Load(string folder)
    {
        return new Results(
            Read<Machine>(), Read<SignInResults>(), Read<TransactionResult>(), Read<IReadOnlyList<MemorySample>>(), Read<FloodResult>(), Read<FloorResult>(),
            Read<IReadOnlyList<PartShare>>(), Read<IReadOnlyList<StartResult>>(), Read<IReadOnlyList<WorkerResult>>(), Read<IReadOnlyList<SweepResult>>(),
            Read<IReadOnlyList<SearchResult>>(), Read<SchoolsResult>(), Read<SealedDayResult>(), Read<YearReportResult>());

        T Read<T>()
            where T : class => JsonSerializer.Deserialize<T>(File.ReadAllText(Path(folder, typeof(T))), Json)
                ?? throw new InvalidDataException($"{Files[typeof(T)]}.json is empty.");
    }

    private static string Path(string folder, Type type) => System.IO.Path.Combine(folder, $"{Files[type]}.json");
}
