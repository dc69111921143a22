using System.Runtime.InteropServices;
using LeerId.LocalHost;
using LeerId.LocalServices;
using Microsoft.Extensions.Options;

using CancellationTokenSource ending = new();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

try
{
    await using LocalHostApplication application =
        await LocalHostApplication.StartAsync(LeerIdApplication.Options(args), ending.Token);
    Console.WriteLine($"Start page: {application.Address} (Ctrl-C ends it)");
    await Task.Delay(Timeout.Infinite, ending.Token);
    return 0;
}
catch (OperationCanceledException) when (ending.IsCancellationRequested)
{
    return 0;
}
catch (Exception exception) when (exception is LocalHostException or LocalServiceException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ending.Cancel();
}
