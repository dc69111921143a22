using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using LeerId.Text;

namespace LeerId.Staff;

/// <summary>The description of every address of this app (OpenAPI 3.1), of one part for each feature.</summary>
public sealed class OpenApiDocument
{
    private const string Base = "document.json";

    private readonly Lazy<string> _json = new(Compose);

    /// <summary>The document.</summary>
    public string Json => _json.Value;

    private static string Compose()
    {
        Assembly assembly = typeof(OpenApiDocument).Assembly;
        string folder = $"{typeof(OpenApiDocument).Namespace}.OpenApi.";
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
        // Add throws where two parts describe the same.
        foreach ((string name, JsonNode? value) in part ?? [])
            into.Add(name, value?.DeepClone());
    }
}
