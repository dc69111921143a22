using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LeerId.Functions.Tests.Notices;

/// <summary>An address of this machine outside the loopback range. At such an address a mail server must offer TLS.</summary>
internal static class OutsideAddress
{
    /// <summary>The address. The test is skipped on a machine that has none.</summary>
    public static string Find()
    {
        string? address = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .FirstOrDefault(ip => ip.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(ip))?.ToString();
        Assert.SkipWhen(address is null, "This machine has no other address than the loopback.");
        return address!;
    }
}
