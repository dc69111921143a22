using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Storage;

namespace LeerId.Archive;

/// <summary>
/// The files that one run added to a container. The run's record contains the manifest's own hash. Each manifest contains the hash of the previous one, so
/// that the record of any later run confirms it as well.
/// </summary>
public sealed record ArchiveManifest
{
    /// <summary>
    /// The moment when the run began, UTC. The next run archives all changes since <see cref="RecordArchiver.Overlap"/> before that moment.
    /// </summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The version of the software.</summary>
    public required string Software { get; init; }

    /// <summary>The files that the run wrote, and those that an earlier run wrote but didn't list in time.</summary>
    public required IReadOnlyList<ArchiveFile> Files { get; init; }

    /// <summary>The newest file of each table that is archived as a whole, written by this run or an earlier one.</summary>
    public IReadOnlyList<ArchiveFile> Whole { get; init; } = [];

    /// <summary>In the container of the privacy log: the last day (UTC) up to which all days are archived; null while there is none.</summary>
    public DateOnly? Through { get; init; }

    /// <summary>The previous manifest; null for the first.</summary>
    public ArchiveReference? Previous { get; init; }

    /// <summary>The manifest as JSON.</summary>
    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ArchiveJson.Default.ArchiveManifest);

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="InvalidDataException">The text is not a manifest.</exception>
    internal static ArchiveManifest FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ArchiveJson.Default.ArchiveManifest) ?? throw new InvalidDataException("A manifest is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("A manifest of the archive can't be read.", exception);
        }
    }
}

/// <summary>One file of the archive, with one line per row.</summary>
/// <param name="Name">Its name in the container.</param>
/// <param name="Table">The table whose rows it contains.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Bytes">The size in bytes.</param>
/// <param name="Sha256">The SHA-256 of its content, 64 lowercase hexadecimal digits.</param>
/// <param name="WrittenAt">The moment, UTC, when the run that wrote or listed it began.</param>
public sealed record ArchiveFile(string Name, TableName Table, long Rows, long Bytes, string Sha256, DateTimeOffset WrittenAt);

/// <summary>A manifest to which another one refers.</summary>
/// <param name="Name">Its name in the container.</param>
/// <param name="Sha256">The SHA-256 of its content, 64 lowercase hexadecimal digits.</param>
public sealed record ArchiveReference(string Name, string Sha256);

/// <summary>The JSON of manifests.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ArchiveManifest))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
