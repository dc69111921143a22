using Azure.Core.Pipeline;
using LeerId.Bench.LeerIdApp;
using LeerId.Hosting;
using LeerId.LocalHost;
using LeerId.Storage;

// LocalHost without the services that it starts. The command line contains all settings. With `--Bench:NullStore true` the process itself answers
// the writes of a sign-in, so that only our own work is measured.
LocalHostOptions options = LeerIdApplication.Options(args);
await using LocalHostApplication application = await LocalHostApplication.StartAsync(
    options with
    {
        LogsToConsole = false,
        ReadsMachineSettings = false,
        // As in the deployed process, because the Functions host has the timers and the queues.
        ListensForTriggers = false,
        ValidatesServices = false,
        Services = [],
        // The schools must be stored before the host starts.
        SeedAsync = null,
        ConfigureServices = (services, configuration) =>
        {
            if (configuration.GetValue<bool>("Bench:NullStore"))
                services.AddKeyedSingleton<HttpPipelineTransport>(StorageServices.Transport, new NullStoreTransport());
            options.ConfigureServices!(services, configuration);
            // The deployed app has the same setting.
            services.AddLeerIdWarmUp();
        },
    });
await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
