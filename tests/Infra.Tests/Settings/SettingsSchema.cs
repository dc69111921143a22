using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeerId.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeerId.Infra.Tests.Settings;

/// <summary>
/// The JSON schema of local.settings.json, generated from the options: names, descriptions and defaults from the properties, allowed values and
/// patterns from their attributes. A setting is required if the app doesn't start without it.
/// </summary>
internal static class SettingsSchema
{
    public const string FileName = "local.settings.schema.json";

    private const string AnyEntry = ".+";

    // Settings of the Functions host and of Azure's libraries, secrets in development, and LocalHost's own settings.
    private const string OtherSettings =
        "^(AzureWebJobs|AzureFunctionsJobHost__|FUNCTIONS_|APPLICATIONINSIGHTS_|AZURE_|WEBSITE_|StudentStorage__|ArchiveStorage__|KeyVault__|Secrets__"
        + "|LocalHost__)";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The settings in the file that no options class has.</summary>
    public static IReadOnlyDictionary<string, string> OfThePlatform { get; } = new Dictionary<string, string>
    {
        ["FUNCTIONS_WORKER_RUNTIME"] = "The worker that the Functions host starts: dotnet-isolated. In Azure it is a property of the app.",
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development allows plain http on the loopback, and the app creates its tables and queue. Never set it in Azure.",
        ["AzureWebJobsStorage"] = "The connection string of the host's storage, which has the queues of the notices.",
        ["StudentStorage"] = "The connection string of the storage with the pupils' data. If it isn't set, that is AzureWebJobsStorage.",
        ["ArchiveStorage"] = "The connection string of the storage with the archive. If it isn't set, that is AzureWebJobsStorage.",
        ["KeyVault:Uri"] = "The https address of the vault with the secrets. If it is empty, they are the settings Secrets:*.",
    };

    public static string ToText() => Generate().ToJsonString(Readable) + "\n";

    public static JsonObject Generate()
    {
        JsonObject properties = [], patterns = [];
        HashSet<string> required = RequiredNames();
        foreach ((string name, string description) in OfThePlatform)
            properties[Key(name)] = Text(description, mayBeEmpty: !required.Contains(name));
        foreach ((Type options, string section) in SettingsOfCode.Options)
            Add(options, section, required, properties, patterns);
        foreach (IGrouping<string, string> schedule in SettingsOfCode.Schedules.GroupBy(schedule => schedule.Setting, schedule => schedule.Function))
        {
            string[] functions = [.. schedule.Order(StringComparer.Ordinal)];
            string subject = functions is [var one] ? $"function {one} runs" : $"functions {string.Join(" and ", functions)} run";
            properties[Key(schedule.Key)] = Text($"When the {subject}: an NCRONTAB expression of six fields.", mayBeEmpty: !required.Contains(schedule.Key));
        }

        patterns[OtherSettings] = new JsonObject { ["type"] = "string" };
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Settings of the LeerID functions on a developer's machine",
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["IsEncrypted"] = new JsonObject { ["const"] = false },
                ["Values"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = properties,
                    ["patternProperties"] = patterns,
                    ["additionalProperties"] = false,
                    ["required"] = new JsonArray([.. required.Select(name => (JsonNode)Key(name)).OrderBy(name => name.ToString(), StringComparer.Ordinal)]),
                },
            },
            ["required"] = new JsonArray("Values"),
        };
    }

    private static void Add(Type options, string section, HashSet<string> required, JsonObject properties, JsonObject patterns)
    {
        if (SettingsOfCode.EntryOf(options) is { } listed)
        {
            Add(listed, $"{section}:{AnyEntry}", required, properties, patterns);
            return;
        }

        object defaults = Activator.CreateInstance(options)!;
        foreach (PropertyInfo property in options.GetProperties().Where(SettingsOfCode.IsBound))
        {
            string name = $"{section}:{property.Name}";
            Type type = property.PropertyType;
            if (type == typeof(string))
                Put(name, Describe(property, (string?)property.GetValue(defaults), required.Contains(name)));
            else if (SettingsOfCode.EntryOf(type) == typeof(string))
                Put($"{name}:{AnyEntry}", Describe(property, null, isRequired: false));
            else
                Add(type, name, required, properties, patterns);
        }

        void Put(string name, JsonObject schema)
        {
            if (name.Contains(AnyEntry, StringComparison.Ordinal))
                patterns[$"^{Key(name)}$"] = schema;
            else
                properties[Key(name)] = schema;
        }
    }

    private static JsonObject Describe(PropertyInfo property, string? value, bool isRequired)
    {
        JsonObject schema = Text(Documentation.Of(property), mayBeEmpty: !isRequired && property.GetCustomAttribute<RequiredAttribute>() is null);
        if (property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
            schema["enum"] = new JsonArray([.. allowed.Values.Select(one => (JsonNode)one!.ToString()!)]);
        if (property.GetCustomAttribute<RegularExpressionAttribute>() is { } expression)
            schema["pattern"] = $"^(?:{expression.Pattern.TrimStart('^').TrimEnd('$')})$";
        if (value is { Length: > 0 })
            schema["default"] = value;
        return schema;
    }

    private static JsonObject Text(string description, bool mayBeEmpty)
    {
        JsonObject schema = new() { ["description"] = description, ["type"] = "string" };
        if (!mayBeEmpty)
            schema["minLength"] = 1;
        return schema;
    }

    private static string Key(string name) => name.Replace(":", "__", StringComparison.Ordinal);

    // The settings that a developer's machine must have, because the app doesn't start without them.
    private static HashSet<string> RequiredNames()
    {
        IConfigurationRoot development = new ConfigurationBuilder().AddInMemoryCollection([new("AZURE_FUNCTIONS_ENVIRONMENT", "Development")]).Build();
        using ServiceProvider services = new ServiceCollection().AddLogging().AddLeerId(development).BuildServiceProvider();
        Exception fault = Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IStartupValidator>().Validate());
        return [.. Regex.Matches(fault.ToString(), @"([A-Za-z]+(?::\w+)*) is not set").Select(match => match.Groups[1].Value)];
    }
}
