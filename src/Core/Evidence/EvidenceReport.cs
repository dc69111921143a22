using System.Text.Json.Serialization;

namespace LeerId.Evidence;

/// <summary>
/// What the provider can show of how it keeps the protocol, for a period (protocol, article 6: proof on simple request; GDPR,
/// articles 5(2) and 30). No personal data: numbers, kinds, states and times. Texts are Dutch; moments are UTC.
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

    /// <summary>The seals of the privacy log.</summary>
    public required SealEvidence Seals { get; init; }

    /// <summary>What staff did.</summary>
    public required StaffAccessEvidence StaffAccess { get; init; }

    /// <summary>The notices registered in the period, oldest first.</summary>
    public required IReadOnlyList<NoticeEvidence> Notices { get; init; }

    /// <summary>The disclosures to other providers that were requested, released or withdrawn in the period, oldest first.</summary>
    public required IReadOnlyList<DisclosureEvidence> Disclosures { get; init; }
}

/// <summary>The register of processing activities (GDPR, article 30(1)).</summary>
/// <param name="Provider">The controller.</param>
/// <param name="Officers">Where its data protection officer, and DOV's, are reached.</param>
/// <param name="Protocol">The protocol with DOV.</param>
/// <param name="Purposes">Why the data are processed.</param>
/// <param name="LegalGround">On what ground.</param>
/// <param name="PersonCategories">Whose data.</param>
/// <param name="Data">Which data: those of article 3 and no others.</param>
/// <param name="AlsoRecorded">What the software makes itself about persons, without those data.</param>
/// <param name="Recipients">Who may have them.</param>
/// <param name="Transfers">Where they go outside the European Economic Area.</param>
/// <param name="ErasureTerms">When they go.</param>
/// <param name="OrganisationalMeasures">Measures outside the software; those inside it are <see cref="EvidenceReport.Measures"/>.</param>
/// <param name="RiskAssessment">Where the risk assessment is; null when nobody said.</param>
public sealed record ProcessingRegister(
    RegisteredProvider Provider,
    RegisteredOfficers Officers,
    RegisteredProtocol Protocol,
    IReadOnlyList<string> Purposes,
    string LegalGround,
    IReadOnlyList<string> PersonCategories,
    IReadOnlyList<DataCategory> Data,
    IReadOnlyList<string> AlsoRecorded,
    IReadOnlyList<string> Recipients,
    string Transfers,
    IReadOnlyList<ErasureTerm> ErasureTerms,
    IReadOnlyList<string> OrganisationalMeasures,
    string? RiskAssessment);

/// <summary>The controller.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address.</param>
/// <param name="EnterpriseNumber">Its enterprise number; null when it has none.</param>
/// <param name="Contact">Its mail address.</param>
/// <param name="Application">The applications that pupils sign in to.</param>
public sealed record RegisteredProvider(string Name, string Address, string? EnterpriseNumber, string Contact, string Application);

/// <summary>Where the data protection officers are reached.</summary>
/// <param name="Provider">The provider's.</param>
/// <param name="Dov">DOV's.</param>
public sealed record RegisteredOfficers(string Provider, string Dov);

/// <summary>The protocol.</summary>
/// <param name="Reference">Its title or where it is published.</param>
/// <param name="Date">The day it was made.</param>
/// <param name="Source">Whose data they are.</param>
public sealed record RegisteredProtocol(string Reference, DateOnly Date, string Source);

/// <summary>A kind of personal data.</summary>
/// <param name="Name">Its official name in article 3.</param>
/// <param name="Description">What it is.</param>
/// <param name="IsProcessed">Whether it is read and stored now; usernames are until their day (article 5).</param>
public sealed record DataCategory(string Name, string Description, bool IsProcessed);

/// <summary>When something is erased.</summary>
/// <param name="What">What.</param>
/// <param name="Term">When, in words.</param>
/// <param name="Setting">The setting's value, as it is.</param>
/// <param name="Article">Which article of the protocol says so.</param>
public sealed record ErasureTerm(string What, string Term, string Setting, string Article);

/// <summary>A processor (GDPR, article 28).</summary>
/// <param name="Name">The organisation.</param>
/// <param name="Service">What it does.</param>
/// <param name="Country">Where, a country code.</param>
/// <param name="IsInEea">Whether that is in the European Economic Area.</param>
/// <param name="Agreement">The reference of the agreement.</param>
/// <param name="Since">Since when.</param>
public sealed record Processor(string Name, string Service, string Country, bool IsInEea, string Agreement, DateOnly Since);

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
