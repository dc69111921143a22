namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told. Stand-in for the worker's own.</summary>
public class TimerInfo
{
    /// <summary>Null for a timer without a monitor, among them those that run more than once a minute.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    public bool IsPastDue { get; set; }
}
