using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Platform;
using LeerId.PrivacyLog;
using LeerId.SignIn;

namespace LeerId.Students.DataSubjects;

/// <summary>How requests and answers about pupils are written. What the form doesn't know, or has twice, is refused.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMoment)])]
[JsonSerializable(typeof(StudentRequest))]
[JsonSerializable(typeof(StudentPrivacyLogRequest))]
[JsonSerializable(typeof(PrivacyLogSearchRequest))]
[JsonSerializable(typeof(SupportCodeRequest))]
[JsonSerializable(typeof(StudentDossier))]
[JsonSerializable(typeof(ErasureProof))]
[JsonSerializable(typeof(PrivacyLogAnswer))]
[JsonSerializable(typeof(SupportCodeAnswer))]
public sealed partial class StudentJson : JsonSerializerContext;
