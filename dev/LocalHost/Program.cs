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
    Console.WriteLine($"Ready. Start page: {application.Address} (open it in a browser; Ctrl-C ends LocalHost and its services)");
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ending.Token);
    return 0;
}
catch (OperationCanceledException) when (ending.IsCancellationRequested)
{
    return 0;
}
catch (Exception exception) when (MessagesOf(exception) is { Count: > 0 } messages)
{
    await Console.Error.WriteLineAsync(string.Join(' ', messages));
    return 1;
}

// Returns the messages of an exception whose cause the developer can correct. Returns null for any other exception, which needs its stack trace.
static IReadOnlyList<string>? MessagesOf(Exception exception) => exception switch
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
