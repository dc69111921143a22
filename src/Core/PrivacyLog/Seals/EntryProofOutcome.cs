using System.Text.Json.Serialization;

namespace LeerId.PrivacyLog.Seals;

/// <summary>The outcome of proving that an entry is part of its sealed day.</summary>
public abstract record EntryProofOutcome
{
    private EntryProofOutcome()
    {
    }

    /// <summary>The entry is part of the sealed day.</summary>
    /// <param name="Proof">The proof, with the seal.</param>
    public sealed record Proven(SealedEntryProof Proof) : EntryProofOutcome;

    /// <summary>The day has no entry with that id.</summary>
    public sealed record Unknown : EntryProofOutcome;

    /// <summary>The day has no seal, or none yet.</summary>
    public sealed record NotSealed : EntryProofOutcome;

    /// <summary>The entries or the seal of the day were changed, so that nothing can be proven.</summary>
    public sealed record Changed : EntryProofOutcome;
}

/// <summary>A proof that leads from an entry to the seal of its day. No personal data.</summary>
/// <param name="Proof">The path from the entry to the root.</param>
/// <param name="Seal">The seal, a compact JWS (RFC 7515) with the root in its claim <c>root</c>. The published keys verify it.</param>
public sealed record SealedEntryProof(InclusionProof Proof, string Seal);

/// <summary>The JSON of proofs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SealedEntryProof))]
public sealed partial class SealJson : JsonSerializerContext;
