using Azure.Core.Pipeline;
using LeerId.Functions;
using LeerId.Functions.Provider;
using LeerId.Functions.StaffConsole;
using LeerId.Hosting;
using LeerId.LocalHost.Faults;
using LeerId.LocalHost.PupilClass;
using LeerId.LocalHost.Services;
using LeerId.LocalHost.StaffDirectory;
using LeerId.LocalHost.StartPage;
using LeerId.Pages;
using LeerId.Schools;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeerId.LocalHost;

/// <summary>Configures LocalHost for LeerID: the functions, their services and the first data.</summary>
public static class LeerIdApplication
{
    // The schools that get a contract. School 999999, which some simulated pupils attend, gets none.
    private static readonly SchoolContract[] Schools =
    [
        new() { Number = SchoolNumber.Parse("012345"), Name = "Oefenschool De Regenboog", From = new DateOnly(2020, 9, 1), Municipality = "Gent" },
        new() { Number = SchoolNumber.Parse("030569"), Name = "Oefenschool Het Kompas", From = new DateOnly(2020, 9, 1), Municipality = "Leuven" },
        new()
        {
            Number = SchoolNumber.Parse("040404"),
            Name = "Oefenschool De Fusie",
            Board = "Oefenbestuur Zonnestraal",
            From = new DateOnly(2020, 9, 1),
            FormerNumbers = [SchoolNumber.Parse("040401"), SchoolNumber.Parse("040402")],
        },
        new() { Number = SchoolNumber.Parse("050505"), Name = "Oefenschool Vroeger", From = new DateOnly(2020, 9, 1), Until = new DateOnly(2024, 8, 31) },
    ];

    public static LocalHostOptions Options(IReadOnlyList<string> arguments) => new()
    {
        Arguments = arguments,
        Assemblies = [typeof(Authorize).Assembly],
        LogsToConsole = true,
        Services = [new StorageEmulator(), new DevelopmentMailbox(), new DevelopmentAcm(), new DevelopmentApplication(), new DevelopmentDirectory()],
        ConfigureServices = ConfigureServices,
        MapEndpoints = MapEndpoints,
        SeedAsync = SeedAsync,
    };

    private static void MapEndpoints(WebApplication app)
    {
        DirectoryEndpoints.Map(app);
        ClassEndpoint.Map(app);
    }

    private static void ConfigureServices(IServiceCollection services, IConfiguration configuration)
    {
        // If a test registered its own transport, it stays in use.
        services.TryAddKeyedSingleton<HttpPipelineTransport>(StorageServices.Transport, (provider, _) => provider.GetRequiredService<StorageSwitch>());
        AddApplication(services, configuration);
    }

    private static void AddApplication(IServiceCollection services, IConfiguration configuration) => services
        .AddLeerId(configuration)
        .AddLeerIdPages()
        .AddRequestBodies()
        .AddLeerIdProvider()
        .AddLeerIdConsole()
        .AddStaffDirectory()
        .AddSingleton<DevelopmentPrivacyLog>()
        .AddSingleton<ClassSignIn>()
        .AddSingleton<StorageSwitch>()
        .AddSingleton(provider => provider.GetRequiredService<StorageSwitch>().Fault)
        .AddSingleton<IStartPageSection, PersonasSection>()
        .AddSingleton<IStartPageSection, StaffSection>()
        .AddSingleton<IStartPageSection, LinksSection>()
        .AddSingleton<IStartPageSection, ClassSection>()
        .AddSingleton<IStartPageSection, FaultsSection>()
        .AddSingleton<IStartPageSection, PrivacyLogSection>();

    private static async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        // Never seed real storage.
        IConfiguration configuration = services.GetRequiredService<IConfiguration>();
        if (!StorageEmulator.IsEmulator(configuration["StudentStorage"] ?? configuration["AzureWebJobsStorage"]))
            return;

        SchoolStore store = services.GetRequiredService<SchoolStore>();
        SchoolList list = await store.ListAsync(cancellationToken);
        // Each change raises the revision by one. From this revision on, the seed ran before, and it must not undo what the developer deleted or imported.
        if (list.Revision >= Schools.Length)
            return;
        foreach (SchoolContract school in Schools.ExceptBy(list.Contracts.Select(known => known.Number), school => school.Number))
            await store.PutAsync(school, nameof(LocalHost), cancellationToken);
    }
}
