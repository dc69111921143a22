using System.Text.Json;

namespace LeerId.LocalHost.Settings;

/// <summary>
/// The developer's own settings. The command line takes precedence over the environment, and the environment over local.settings.json. All of
/// them take precedence over the development defaults. A service that they name isn't started.
/// </summary>
internal static class SettingOverrides
{
    private const string FileName = "local.settings.json";

    public static IConfigurationRoot Read(LocalHostOptions options)
    {
        ConfigurationBuilder builder = new();
        if (options.ReadsMachineSettings)
            builder.AddInMemoryCollection(ReadFile(Path.Combine(options.Root, FileName))).AddEnvironmentVariables();

        return builder.AddCommandLine([.. options.Arguments]).AddInMemoryCollection(options.Settings).Build();
    }

    private static Dictionary<string, string?> ReadFile(string path)
    {
        Dictionary<string, string?> settings = new(StringComparer.OrdinalIgnoreCase);
        if (!File.Exists(path))
            return settings;

        using JsonDocument file = Parse(path);
        if (!file.RootElement.TryGetProperty("Values", out JsonElement values) || values.ValueKind != JsonValueKind.Object)
            return settings;

        // UseDevelopmentStorage asks for the emulator, which this host starts itself, on other ports.
        foreach (JsonProperty value in values.EnumerateObject())
            if (value.Value.ToString() != "UseDevelopmentStorage=true")
                settings[value.Name.Replace("__", ":", StringComparison.Ordinal)] = value.Value.ToString();

        return settings;
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(
                File.ReadAllBytes(path),
                new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException exception)
        {
            throw new LocalHostException($"{FileName} is not valid JSON: {exception.Message}", exception);
        }
    }
}
