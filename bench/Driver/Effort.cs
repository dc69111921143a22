namespace LeerId.Bench.Driver;

/// <summary>The duration and the number of the measurements.</summary>
internal sealed record Effort
{
    /// <summary>The full measurement, in some fifteen minutes on two cores.</summary>
    public static Effort Full { get; } = new();

    /// <summary>Each measurement once and short. The result shows that everything works, not how fast it is.</summary>
    public static Effort Quick { get; } = new()
    {
        Rounds = 1,
        StartRounds = 1,
        WarmUp = TimeSpan.FromSeconds(1),
        Run = TimeSpan.FromSeconds(0.5),
        MemoryRun = TimeSpan.FromSeconds(0.5),
        MemorySignIns = 1000,
        ShareWarmUp = TimeSpan.FromSeconds(0.5),
        ShareRun = TimeSpan.FromSeconds(2),
        FloodRun = TimeSpan.FromSeconds(0.5),
        FloodRest = TimeSpan.FromSeconds(1),
        Searched = 20_000,
        FloorCount = 500,
        Snapshots = [1000, 10_000],
        LogEntries = 16_000,
        YearEntriesPerDay = 160,
        Lookups = 10_000,
    };

    public int Rounds { get; private init; } = 5;

    public int StartRounds { get; init; } = 7;

    public TimeSpan WarmUp { get; private init; } = TimeSpan.FromSeconds(6);

    public TimeSpan Run { get; private init; } = TimeSpan.FromSeconds(2);

    public TimeSpan MemoryRun { get; private init; } = TimeSpan.FromSeconds(12);

    public int MemorySignIns { get; private init; } = 300_000;

    public TimeSpan ShareWarmUp { get; private init; } = TimeSpan.FromSeconds(30);

    public TimeSpan ShareRun { get; private init; } = TimeSpan.FromSeconds(20);

    public TimeSpan FloodRun { get; private init; } = TimeSpan.FromSeconds(20);

    public TimeSpan FloodRest { get; private init; } = TimeSpan.FromMinutes(1);

    public int Searched { get; private init; } = 1_200_000;

    public int CountedSignIns { get; } = 100;

    public int FloorCount { get; private init; } = 5000;

    public IReadOnlyList<int> Snapshots { get; private init; } = [10_000, 100_000, 1_000_000];

    public int LogEntries { get; private init; } = 1_000_000;

    public int YearEntriesPerDay { get; private init; } = 16_000;

    public int Lookups { get; private init; } = 200_000;
}
