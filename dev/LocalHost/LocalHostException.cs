namespace LeerId.LocalHost;

/// <summary>LocalHost can't start. The message is one line for the developer, without a stack trace: the problem and the remedy.</summary>
public sealed class LocalHostException : Exception
{
    public LocalHostException()
    {
    }

    public LocalHostException(string message)
        : base(message)
    {
    }

    public LocalHostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
