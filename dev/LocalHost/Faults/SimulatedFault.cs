namespace LeerId.LocalHost.Faults;

/// <summary>Something that a developer breaks on purpose, to see what a pupil sees then.</summary>
/// <param name="id">The name of the fault in the address of its buttons.</param>
/// <param name="title">The title on the start page.</param>
/// <param name="effect">A sentence on the start page that says what happens while the fault is on.</param>
/// <param name="clock">The clock of the host.</param>
/// <param name="apply">Breaks it (true) or repairs it (false).</param>
public sealed class SimulatedFault(string id, string title, string effect, TimeProvider clock, Action<bool> apply)
{
    private readonly Lock _changing = new();
    private DateTimeOffset? _since;

    public string Id => id;

    public string Title => title;

    public string Effect => effect;

    /// <summary>When the fault was turned on, UTC; null while it is off.</summary>
    public DateTimeOffset? Since
    {
        get
        {
            lock (_changing)
                return _since;
        }
    }

    /// <summary>Turns the fault on. A fault that is on already keeps its moment.</summary>
    public void TurnOn() => Turn(on: true);

    public void TurnOff() => Turn(on: false);

    private void Turn(bool on)
    {
        lock (_changing)
        {
            apply(on);
            _since = on ? _since ?? clock.GetUtcNow() : null;
        }
    }
}
