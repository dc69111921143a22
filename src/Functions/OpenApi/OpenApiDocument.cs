using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using LeerId.Text;

namespace LeerId.Functions.OpenApi;

/// <summary>The description of every address of this app (OpenAPI 3.1), composed of the JSON files in this folder, one per feature.</summary>
internal static class OpenApiDocument
{
    private const string Base = "document.json";

    private static readonly Lazy<string> Composed = new(Compose);

    /// <summary>The document.</summary>
    public static string Json => Composed.Value;

    private static string Compose()
    {
        Assembly assembly = typeof(OpenApiDocument).Assembly;
        string folder = $"{typeof(OpenApiDocument).Namespace}.";
        JsonObject document = Read(assembly, folder + Base);
        document["info"]!["version"] = AppVersion.Text;
        foreach (string name in assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal) && name != folder + Base).Order(StringComparer.Ordinal))
        {
            JsonObject part = Read(assembly, name);
            Merge(document["paths"]!.AsObject(), part["paths"]?.AsObject());
            Merge(document["components"]!["schemas"]!.AsObject(), part["components"]?["schemas"]?.AsObject());
        }

        return document.ToJsonString();
    }

    private static JsonObject Read(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return JsonNode.Parse(reader.ReadToEnd())!.AsObject();
    }

    private static void Merge(JsonObject into, JsonObject? part)
    {
        // Add throws if two parts describe the same address or schema.
        foreach ((string name, JsonNode? value) in part ?? [])
            into.Add(name, value?.DeepClone());
    }
}
