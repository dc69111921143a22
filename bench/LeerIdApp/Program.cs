using Azure.Core.Pipeline;
using LeerId.Bench.LeerIdApp;
using LeerId.Hosting;
using LeerId.LocalHost;
using LeerId.Storage;

// LocalHost without the services it starts: everything comes as settings on the command line. With `--Bench:NullStore true` what a sign-in
// writes is answered within the process, so that what is left is our own work.
LocalHostOptions options = LeerIdApplication.Options(args);
await using LocalHostApplication application = await LocalHostApplication.StartAsync(
    options with
    {
        LogsToConsole = false,
        ReadsMachineSettings = false,
        // As in the process that is deployed: the Functions host has the timers and the queues.
        ListensForTriggers = false,
        ValidatesServices = false,
        Services = [],
        // The schools are there before it starts.
        SeedAsync = null,
        ConfigureServices = (services, configuration) =>
        {
            if (configuration.GetValue<bool>("Bench:NullStore"))
                services.AddKeyedSingleton<HttpPipelineTransport>(StorageServices.Transport, new NullStoreTransport());
            options.ConfigureServices!(services, configuration);
            // As the app that is deployed does.
            services.AddLeerIdWarmUp();
        },
    });
await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
