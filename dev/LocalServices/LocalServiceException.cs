namespace LeerId.LocalServices;

/// <summary>A local service can't start. The message is one line that tells the developer what to do.</summary>
public sealed class LocalServiceException : Exception
{
    public LocalServiceException()
    {
    }

    public LocalServiceException(string message)
        : base(message)
    {
    }

    public LocalServiceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
