using System.Text.Json.Serialization;
using LeerId.Register;

namespace LeerId.Evidence;

/// <summary>
/// What the provider can show of how it keeps the protocol, for a period (protocol, article 6: proof on simple request; GDPR,
/// articles 5(2) and 30). No personal data of pupils: numbers, kinds, states and times. Members of staff are in it by object id. Texts are Dutch; moments are
/// UTC.
/// </summary>
public sealed record EvidenceReport
{
    /// <summary>The address of this app, as the payload of a token has it (RFC 7519, section 4.1.1).</summary>
    [JsonPropertyName("iss")]
    public required string Issuer { get; init; }

    /// <summary>When it was made, in seconds since 1970, likewise.</summary>
    [JsonPropertyName("iat")]
    public required long IssuedAt { get; init; }

    /// <summary>The number of this report, likewise.</summary>
    [JsonPropertyName("jti")]
    public required string Number { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The first day it is about, Brussels calendar.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day it is about, Brussels calendar.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>The version of the software.</summary>
    public required string Software { get; init; }

    /// <summary>The register of processing activities.</summary>
    public required ProcessingRegister Register { get; init; }

    /// <summary>The processors.</summary>
    public required IReadOnlyList<Processor> Processors { get; init; }

    /// <summary>The last overview that DOV gave of its own processors; null when none is registered.</summary>
    public required DovProcessorsEvidence? DovProcessors { get; init; }

    /// <summary>The measures with the values that are in force now.</summary>
    public required IReadOnlyList<Measure> Measures { get; init; }

    /// <summary>The keys there are, without anything secret.</summary>
    public required IReadOnlyList<KeyEvidence> Keys { get; init; }

    /// <summary>The runs that delete.</summary>
    public required IReadOnlyList<DeletionJob> Deletions { get; init; }

    /// <summary>The runs of the archive.</summary>
    public required ArchiveEvidence Archive { get; init; }

    /// <summary>The seals of the privacy log.</summary>
    public required SealEvidence Seals { get; init; }

    /// <summary>What staff did, and who they are.</summary>
    public required StaffAccessEvidence StaffAccess { get; init; }

    /// <summary>The notices registered in the period, oldest first.</summary>
    public required IReadOnlyList<NoticeEvidence> Notices { get; init; }

    /// <summary>The disclosures to other providers that were requested, released or withdrawn in the period, oldest first.</summary>
    public required IReadOnlyList<DisclosureEvidence> Disclosures { get; init; }
}

/// <summary>A measure and its value in the running software.</summary>
/// <param name="Topic">What it belongs to.</param>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value.</param>
/// <param name="Article">Which article of the protocol asks for it.</param>
public sealed record Measure(string Topic, string Name, string Value, string Article);

/// <summary>A key of this software: what there is of it, and nothing secret.</summary>
/// <param name="Name">The secret's name.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Current">Whether there is one in use.</param>
/// <param name="Previous">Whether the one before is still accepted.</param>
/// <param name="Next">Whether there is one to come.</param>
/// <param name="Thumbprints">The thumbprints (RFC 7638) of the public halves, the one in use first; none for a key without one.</param>
public sealed record KeyEvidence(string Name, string Use, bool Current, bool Previous, bool Next, IReadOnlyList<string> Thumbprints);
