namespace LeerId.LocalServices;

/// <summary>A local service can't be had. The message is one line for the developer to act on.</summary>
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
