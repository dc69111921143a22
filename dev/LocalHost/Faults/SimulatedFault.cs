namespace LeerId.LocalHost.Faults;

/// <summary>A fault that a developer turns on and off on the start page, to see its effect on a pupil.</summary>
/// <param name="id">The name of the fault in the addresses that turn it on and off.</param>
/// <param name="title">The title on the start page.</param>
/// <param name="effect">The explanation on the start page: what happens while the fault is on.</param>
/// <param name="clock">The clock of the host.</param>
/// <param name="apply">Causes the fault (true) or ends it (false).</param>
public sealed class SimulatedFault(string id, string title, string effect, TimeProvider clock, Action<bool> apply)
{
    private readonly Lock _changing = new();
    private DateTimeOffset? _since;

    public string Id => id;

    public string Title => title;

    public string Effect => effect;

    /// <summary>The moment at which the fault was turned on, in UTC; null while it is off.</summary>
    public DateTimeOffset? Since
    {
        get
        {
            lock (_changing)
                return _since;
        }
    }

    /// <summary>Turns the fault on. If it is on already, <see cref="Since"/> doesn't change.</summary>
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
