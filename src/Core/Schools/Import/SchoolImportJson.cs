using System.Text.Json.Serialization;

namespace LeerId.Schools.Import;

/// <summary>The JSON of the changes that an import makes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(SchoolNumberConverter)])]
[JsonSerializable(typeof(SchoolListChanges))]
public sealed partial class SchoolImportJson : JsonSerializerContext;
