using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Storage;

namespace LeerId.Archive;

/// <summary>
/// What one run added to a container. Its own hash is in the run's record. Each manifest has the hash of the one before, so that the record of any
/// later run vouches for it too.
/// </summary>
public sealed record ArchiveManifest
{
    /// <summary>When the run began, UTC. The next run archives what changed since <see cref="RecordArchiver.Overlap"/> before it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The version of the software.</summary>
    public required string Software { get; init; }

    /// <summary>The files that the run wrote, and those that a run before it wrote and had no time to list.</summary>
    public required IReadOnlyList<ArchiveFile> Files { get; init; }

    /// <summary>The newest file of each table that is archived as a whole, written by this run or an earlier one.</summary>
    public IReadOnlyList<ArchiveFile> Whole { get; init; } = [];

    /// <summary>In the container of the privacy log: the last day (UTC) that is archived with all days before it; null while there is none.</summary>
    public DateOnly? Through { get; init; }

    /// <summary>The manifest before this one; null for the first.</summary>
    public ArchiveReference? Previous { get; init; }

    /// <summary>The manifest as JSON.</summary>
    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ArchiveJson.Default.ArchiveManifest);

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
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

/// <summary>One file of the archive, with a line per row.</summary>
/// <param name="Name">Its name in the container.</param>
/// <param name="Table">The table whose rows it has.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Sha256">The SHA-256 of its content, 64 lowercase hexadecimal digits.</param>
/// <param name="WrittenAt">When the run that wrote or listed it began, UTC.</param>
public sealed record ArchiveFile(string Name, TableName Table, long Rows, long Bytes, string Sha256, DateTimeOffset WrittenAt);

/// <summary>A manifest that another one refers to.</summary>
/// <param name="Name">Its name in the container.</param>
/// <param name="Sha256">The SHA-256 of its content, 64 lowercase hexadecimal digits.</param>
public sealed record ArchiveReference(string Name, string Sha256);

/// <summary>The JSON of manifests.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ArchiveManifest))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
