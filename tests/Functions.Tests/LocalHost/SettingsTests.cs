using System.Security.Cryptography;
using LeerId.LocalHost;
using LeerId.LocalHost.Services;
using LeerId.LocalHost.Settings;
using Microsoft.Extensions.Configuration;

namespace LeerId.Functions.Tests.LocalHost;

public sealed class SettingsTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("leerid-test-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Command_line_takes_precedence_over_environment_over_local_settings()
    {
        const string Name = "LEERID_TEST_PRECEDENCE";
        await WriteLocalSettingsAsync($$"""
            {
              // Visual Studio's own
              "IsEncrypted": false,
              "Values": { "{{Name}}__File": "file", "{{Name}}__Environment": "file", "{{Name}}__Line": "file", "A:B": "colon" },
            }
            """);
        Environment.SetEnvironmentVariable($"{Name}__Environment", "environment");
        Environment.SetEnvironmentVariable($"{Name}__Line", "environment");
        try
        {
            IConfiguration settings = SettingOverrides.Read(Options([$"--{Name}:Line", "line"]));

            Assert.Equal("file", settings[$"{Name}:File"]);
            Assert.Equal("environment", settings[$"{Name}:Environment"]);
            Assert.Equal("line", settings[$"{Name}:Line"]);
            Assert.Equal("colon", settings["A:B"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable($"{Name}__Environment", null);
            Environment.SetEnvironmentVariable($"{Name}__Line", null);
        }
    }

    [Fact]
    public async Task Development_storage_in_local_settings_means_the_emulator_that_is_started_here()
    {
        await WriteLocalSettingsAsync("""{ "Values": { "AzureWebJobsStorage": "UseDevelopmentStorage=true" } }""");

        Assert.Null(SettingOverrides.Read(Options([]))["AzureWebJobsStorage"]);
    }

    [Fact]
    public async Task Local_settings_that_are_no_JSON_are_one_clear_line()
    {
        await WriteLocalSettingsAsync("{ nonsense");

        LocalHostException exception = Assert.Throws<LocalHostException>(() => SettingOverrides.Read(Options([])));

        Assert.StartsWith("local.settings.json is not valid JSON. Correct it: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_take_precedence_over_development_defaults()
    {
        await using TestHost host = await TestHost.StartAsync(
            [], options => options with { Settings = new Dictionary<string, string?> { ["Secrets:student-key"] = "set" } });

        IConfiguration settings = host.Application.Configuration;
        Assert.Equal("Development", settings["AZURE_FUNCTIONS_ENVIRONMENT"]);
        Assert.Equal($"{host.Application.Address}acm/callback", settings["Acm:RedirectUri"]);
        Assert.NotEqual(0, host.Application.Address.Port);
        Assert.Equal("set", settings["Secrets:student-key"]);
    }

    [Fact]
    public async Task Secrets_are_made_once_and_kept_for_the_owner_only()
    {
        Dictionary<string, string?> first = new(await DevelopmentSecrets.GetAsync(_root.FullName, Cancelled));
        Dictionary<string, string?> second = new(await DevelopmentSecrets.GetAsync(_root.FullName, Cancelled));

        Assert.Equal(first, second);
        using RSA client = RSA.Create();
        client.ImportFromPem(first["Secrets:acm-client-key"]);
        Assert.Equal(2048, client.KeySize);
        using ECDsa seal = ECDsa.Create();
        seal.ImportFromPem(first["Secrets:seal-key"]);
        Assert.Equal(256, seal.KeySize);
        Assert.Equal(64, Convert.FromBase64String(first["Secrets:sign-in-cookie-key"]!).Length);
        Assert.Equal(32, Convert.FromBase64String(first["Secrets:student-key"]!).Length);
        Assert.Equal(64, Convert.FromBase64String(first["Secrets:console-key"]!).Length);
        Assert.NotEmpty(first["Secrets:acm-client-secret"]!);
        Assert.NotEmpty(first["Secrets:staff-client-secret"]!);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(_root.FullName, ".local", "secrets.json")));
    }

    [Fact]
    public async Task Hosts_that_start_together_have_the_same_secrets()
    {
        IEnumerable<KeyValuePair<string, string?>>[] all = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => DevelopmentSecrets.GetAsync(_root.FullName, Cancelled))));

        Assert.All(all, one => Assert.Equal(all[0], one));
    }

    [Theory]
    [InlineData("AzureWebJobsStorage", "anything", true)]
    [InlineData("AzureWebJobsStorage:accountName", "leerid", true)]
    [InlineData("StudentStorage", "anything", false)]
    public void Storage_set_from_outside_replaces_the_emulator(string name, string value, bool replaced) =>
        Assert.Equal(replaced, new StorageEmulator().IsReplacedBy(Settings(name, value)));

    [Fact]
    public void A_mail_server_set_from_outside_replaces_the_mailbox() =>
        Assert.True(new DevelopmentMailbox().IsReplacedBy(Settings("Smtp:Host", "mail.example")));

    [Theory]
    [InlineData("http://192.168.1.20:7071", "must be an address that only this machine can reach, such as http://127.0.0.1:7071.")]
    [InlineData("http://0.0.0.0:7071", "must be an address that only this machine can reach, such as http://127.0.0.1:7071.")]
    [InlineData("https://127.0.0.1:7071", "must be one http address without a path, such as http://127.0.0.1:7071.")]
    [InlineData("7071", "must be one http address without a path, such as http://127.0.0.1:7071.")]
    [InlineData("http://127.0.0.1:1;http://127.0.0.1:2", "must be one http address without a path, such as http://127.0.0.1:7071.")]
    public async Task Only_an_address_of_this_machine_is_taken(string urls, string message)
    {
        LocalHostException exception = await Assert.ThrowsAsync<LocalHostException>(
            () => LocalHostApplication.StartAsync(Options(["--urls", urls]), Cancelled));

        Assert.Equal($"--urls is {urls} and {message}", exception.Message);
    }

    [Theory]
    [InlineData("http://localhost:0", "http://localhost:")]
    [InlineData("http://127.0.0.1:0", "http://127.0.0.1:")]
    public async Task The_address_keeps_the_name_it_was_given(string urls, string start)
    {
        await using TestHost host = await TestHost.StartAsync([], options => options with { Arguments = ["--urls", urls] });

        Assert.StartsWith(start, host.Application.Address.ToString(), StringComparison.Ordinal);
        using HttpResponseMessage response = await host.Http.GetAsync("/", Cancelled);
        Assert.True(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task An_address_in_use_is_one_clear_line()
    {
        await using TestHost host = await TestHost.StartAsync([]);
        string address = host.Application.Address.GetLeftPart(UriPartial.Authority);

        LocalHostException exception = await Assert.ThrowsAsync<LocalHostException>(
            () => LocalHostApplication.StartAsync(Options(["--urls", address]), Cancelled));

        Assert.Equal($"Address {address} is in use. End the program that uses it, or choose another with --urls http://127.0.0.1:7080.", exception.Message);
    }

    private LocalHostOptions Options(string[] arguments) => new() { Arguments = arguments, Root = _root.FullName, Services = [] };

    private Task WriteLocalSettingsAsync(string json) =>
        File.WriteAllTextAsync(Path.Combine(_root.FullName, "local.settings.json"), json, Cancelled);

    private static IConfiguration Settings(string name, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>(name, value)]).Build();
}
