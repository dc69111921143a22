using System.Runtime.InteropServices;
using LeerId.Functions.Health;
using LeerId.LocalHost;
using LeerId.LocalServices;
using Microsoft.Extensions.Options;

using CancellationTokenSource ending = new();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

try
{
    LocalHostOptions options = LeerIdApplication.Options(args);
    await using LocalHostApplication application = await LocalHostApplication.StartAsync(
        options with
        {
            Progress = Console.WriteLine,
            ConfigureServices = (services, configuration) =>
            {
                options.ConfigureServices!(services, configuration);
                services.AddLeerIdDrain();
            },
        },
        ending.Token);
    Console.WriteLine($"Ready. Start page: {application.Address} (open it in a browser; Ctrl-C ends everything)");
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ending.Token);
    return 0;
}
catch (OperationCanceledException) when (ending.IsCancellationRequested)
{
    return 0;
}
catch (Exception exception) when (Faults(exception) is { Count: > 0 } faults)
{
    await Console.Error.WriteLineAsync(string.Join(' ', faults));
    return 1;
}

// What a developer can mend, in one line; null: anything else, whose stack is worth seeing.
static IReadOnlyList<string>? Faults(Exception exception) => exception switch
{
    LocalHostException or LocalServiceException => [exception.Message],
    OptionsValidationException options => [.. options.Failures],
    AggregateException { InnerExceptions: var all } when all.All(inner => inner is OptionsValidationException) =>
        [.. all.Cast<OptionsValidationException>().SelectMany(options => options.Failures)],
    _ => null,
};

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ending.Cancel();
}
