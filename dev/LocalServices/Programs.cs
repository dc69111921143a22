using System.ComponentModel;
using System.Diagnostics;

namespace LeerId.LocalServices;

internal static class Programs
{
    public static void Start(Process process, string notFound)
    {
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new LocalServiceException(notFound, exception);
        }
    }
}
