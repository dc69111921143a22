using System.Diagnostics;
using LeerId.LocalServices;

// The first build of LocalHost runs this program. The installation continues in a process of its own, beside the compiler. If it fails, LocalHost
// tries again and says why.
const string Install = "install";
if (args is not [Install])
{
    using Process installation = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(NodePackages).Assembly.Location, Install])
    {
        // Otherwise the build would wait until the installation closes the output.
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
    return 0;
}

try
{
    await NodePackages.InstallAsync();
    return 0;
}
catch (LocalServiceException)
{
    return 1;
}
