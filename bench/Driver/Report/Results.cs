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
    IReadOnlyList<StartResult> Starts,
    IReadOnlyList<WorkerResult> Workers,
    IReadOnlyList<SweepResult> Sweeps,
    IReadOnlyList<SearchResult> Searches,
    SchoolsResult Schools,
    SealedDayResult SealedDay)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        Write("machine", Machine);
        Write("sign-ins", SignIns);
        Write("transactions", Transactions);
        Write("memory", Memory);
        Write("flood", Flood);
        Write("floor", Floor);
        Write("starts", Starts);
        Write("workers", Workers);
        Write("sweeps", Sweeps);
        Write("searches", Searches);
        Write("schools", Schools);
        Write("sealed-day", SealedDay);

        void Write<T>(string name, T value) => File.WriteAllText(Path.Combine(folder, $"{name}.json"), JsonSerializer.Serialize(value, Json) + "\n");
    }

    public static Results Load(string folder)
    {
        return new Results(
            Read<Machine>("machine"), Read<SignInResults>("sign-ins"), Read<TransactionResult>("transactions"), Read<MemorySample[]>("memory"),
            Read<FloodResult>("flood"), Read<FloorResult>("floor"), Read<StartResult[]>("starts"), Read<WorkerResult[]>("workers"),
            Read<SweepResult[]>("sweeps"), Read<SearchResult[]>("searches"), Read<SchoolsResult>("schools"), Read<SealedDayResult>("sealed-day"));

        T Read<T>(string name)
            where T : class => JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(folder, $"{name}.json")), Json)
                ?? throw new InvalidDataException($"{name}.json is empty.");
    }
}
