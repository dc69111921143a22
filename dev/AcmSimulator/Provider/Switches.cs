namespace LeerId.AcmSimulator.Provider;

/// <summary>The settings that a test can change while the simulator runs.</summary>
internal sealed class Switches
{
    private volatile bool _audienceAsArray;

    public bool AudienceAsArray
    {
        get => _audienceAsArray;
        set => _audienceAsArray = value;
    }
}
