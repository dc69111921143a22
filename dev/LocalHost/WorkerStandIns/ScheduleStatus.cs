namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where a timer is in its schedule. Stand-in for the worker's own.</summary>
public class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
