using System.Text.Json.Serialization;
using LeerId.Register;

namespace LeerId.Evidence;

/// <summary>
/// The provider's evidence of its compliance with the protocol in a period (protocol, article 6: proof on simple request; GDPR, articles 5(2) and 30).
/// Contains no personal data of pupils, only numbers, kinds, states and times. Staff appear by object id. Texts are Dutch; moments are UTC.
/// </summary>
public sealed record EvidenceReport
{
    /// <summary>The address of this app, as a registered claim of the token (RFC 7519, section 4.1.1).</summary>
    [JsonPropertyName("iss")]
    public required string Issuer { get; init; }

    /// <summary>The moment when it was made, in seconds since 1970, as a registered claim.</summary>
    [JsonPropertyName("iat")]
    public required long IssuedAt { get; init; }

    /// <summary>The number of this report, as a registered claim.</summary>
    [JsonPropertyName("jti")]
    public required string Number { get; init; }

    /// <summary>The moment when it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The first day that it covers, Brussels calendar.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day that it covers, Brussels calendar.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>The version of the software.</summary>
    public required string Software { get; init; }

    /// <summary>The register of processing activities.</summary>
    public required ProcessingRegister Register { get; init; }

    /// <summary>The processors.</summary>
    public required IReadOnlyList<Processor> Processors { get; init; }

    /// <summary>The last overview that DOV gave of its own processors; null if none is registered.</summary>
    public required DovProcessorsEvidence? DovProcessors { get; init; }

    /// <summary>The measures, with the values that are in force now.</summary>
    public required IReadOnlyList<Measure> Measures { get; init; }

    /// <summary>The keys, without anything secret.</summary>
    public required IReadOnlyList<KeyEvidence> Keys { get; init; }

    /// <summary>The runs that delete personal data.</summary>
    public required IReadOnlyList<DeletionJob> Deletions { get; init; }

    /// <summary>The runs of the archive.</summary>
    public required ArchiveEvidence Archive { get; init; }

    /// <summary>The seals of the privacy log.</summary>
    public required SealEvidence Seals { get; init; }

    /// <summary>The actions of staff, and the people behind them.</summary>
    public required StaffAccessEvidence StaffAccess { get; init; }

    /// <summary>The notices registered in the period, oldest first.</summary>
    public required IReadOnlyList<NoticeEvidence> Notices { get; init; }

    /// <summary>The disclosures to other providers that were requested, released or withdrawn in the period, oldest first.</summary>
    public required IReadOnlyList<DisclosureEvidence> Disclosures { get; init; }
}

/// <summary>A measure and its value in the running software.</summary>
/// <param name="Topic">The topic, in Dutch.</param>
/// <param name="Name">The name of the measure, in Dutch.</param>
/// <param name="Value">Its value.</param>
/// <param name="Article">The article of the protocol that requires it.</param>
public sealed record Measure(string Topic, string Name, string Value, string Article);

/// <summary>A key of this software, without anything secret.</summary>
/// <param name="Name">The secret's name.</param>
/// <param name="Use">The purpose of the key.</param>
/// <param name="Current">Whether a current key exists.</param>
/// <param name="Previous">Whether the previous key is still accepted.</param>
/// <param name="Next">Whether a next key exists.</param>
/// <param name="Thumbprints">The thumbprints (RFC 7638) of the public keys, the current one first; empty for a key without a public half.</param>
public sealed record KeyEvidence(string Name, string Use, bool Current, bool Previous, bool Next, IReadOnlyList<string> Thumbprints);
