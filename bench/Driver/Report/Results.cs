using System.Text.Json;
using LeerId.Bench.Driver.Jobs;
using LeerId.Bench.Driver.SignIns;

namespace LeerId.Bench.Driver.Report;

/// <summary>The machine and versions of a measurement.</summary>
internal sealed record Machine(string Processor, int Processors, string System, string Runtime, DateOnly Day);

/// <summary>All results, in one file each in bench/results.</summary>
internal sealed record Results(
    Machine Machine,
    SignInResults SignIns,
    TransactionResult Transactions,
    IReadOnlyList<MemorySample> Memory,
    FloorResult Floor,
    IReadOnlyList<StartResult> Starts,
    IReadOnlyList<SweepResult> Sweeps,
    SchoolsResult Schools,
    SealedDayResult SealedDay)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>
    /// Whether these sign-ins used the former hand-off, in which the browser posted a token and there were no codes or claims requests.
    /// </summary>
    public bool IsOfFormerHandOff => SignIns.ToCode is null;

    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        Write("machine", Machine);
        Write("sign-ins", SignIns);
        Write("transactions", Transactions);
        Write("memory", Memory);
        Write("floor", Floor);
        Write("starts", Starts);
        Write("sweeps", Sweeps);
        Write("schools", Schools);
        Write("sealed-day", SealedDay);

        void Write<T>(string name, T value) => File.WriteAllText(Path.Combine(folder, $"{name}.json"), JsonSerializer.Serialize(value, Json) + "\n");
    }

    public static Results Load(string folder)
    {
        return new Results(
            Read<Machine>("machine"), Read<SignInResults>("sign-ins"), Read<TransactionResult>("transactions"), Read<MemorySample[]>("memory"),
            Read<FloorResult>("floor"), Read<StartResult[]>("starts"), Read<SweepResult[]>("sweeps"),
            Read<SchoolsResult>("schools"), Read<SealedDayResult>("sealed-day"));

        T Read<T>(string name)
            where T : class => JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(folder, $"{name}.json")), Json)
                ?? throw new InvalidDataException($"{name}.json is empty.");
    }
}
