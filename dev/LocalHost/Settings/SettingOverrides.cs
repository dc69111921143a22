using System.Text.Json;

namespace LeerId.LocalHost.Settings;

/// <summary>
/// The settings with which a developer overrides the development defaults. The command line takes precedence over the environment, and the
/// environment over local.settings.json. LocalHost doesn't start a service that these settings configure.
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

        // UseDevelopmentStorage means an emulator on the usual ports. LocalHost starts its own emulator on other ports, so the value is skipped.
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
            throw new LocalHostException($"{FileName} is not valid JSON. Correct it: {exception.Message}", exception);
        }
    }
}
