using LeerId.Runs;
using LeerId.Storage;

namespace LeerId.Notices;

/// <summary>What a timer run on notices did; a step that fails on storage is counted and the others go on.</summary>
internal sealed class NoticeRunCounts
{
    public int Examined { get; set; }

    public int Queued { get; set; }

    public int Failed { get; private set; }

    /// <summary>Whether the step succeeded.</summary>
    public async Task<bool> TryAsync(Func<Task> step, Action<Exception> log)
    {
        try
        {
            await step();
            return true;
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            Failed++;
            log(exception);
            return false;
        }
    }

    public RunRecord AddTo(RunRecord record) => record with { Examined = Examined, Queued = Queued, Failed = Failed };
}
