using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Notices;
using LeerId.PrivacyLog;
using LeerId.Text;

namespace LeerId.DataSubjects;

/// <summary>The JSON of requests and responses about pupils. Unknown and duplicate members are refused.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(UtcMoment), typeof(CamelCaseEnum<QualitySource>)])]
[JsonSerializable(typeof(StudentRequest))]
[JsonSerializable(typeof(StudentQualityReport))]
[JsonSerializable(typeof(NoticePupilAnswer))]
[JsonSerializable(typeof(StudentPrivacyLogRequest))]
[JsonSerializable(typeof(PrivacyLogSearchRequest))]
[JsonSerializable(typeof(StudentDossier))]
[JsonSerializable(typeof(ErasureProof))]
[JsonSerializable(typeof(PrivacyLogAnswer))]
public sealed partial class StudentJson : JsonSerializerContext;
