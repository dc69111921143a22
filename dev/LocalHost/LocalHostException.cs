namespace LeerId.LocalHost;

/// <summary>LocalHost can't start. The message is one line that tells the developer what to do.</summary>
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
