namespace LeerId.AcmSimulator.Provider;

/// <summary>The settings that a test or a developer can change while the simulator runs.</summary>
internal sealed class Switches
{
    private volatile bool _audienceAsArray;
    private long _answerDelay;

    public bool AudienceAsArray
    {
        get => _audienceAsArray;
        set => _audienceAsArray = value;
    }

    public TimeSpan AnswerDelay
    {
        get => new(Volatile.Read(ref _answerDelay));
        set => Volatile.Write(ref _answerDelay, value.Ticks);
    }
}
