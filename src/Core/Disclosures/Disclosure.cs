using System.Text.Json.Serialization;
using Azure;

namespace LeerId.Disclosures;

/// <summary>A disclosure in the register (protocol, article 4). Contains no data of pupils.</summary>
public sealed record Disclosure
{
    /// <summary>Its number, a ULID, which its notice has as well.</summary>
    public required string Id { get; init; }

    /// <summary>Its state.</summary>
    public required DisclosureState State { get; init; }

    /// <summary>Whether it was neither released nor withdrawn. Not part of the JSON.</summary>
    [JsonIgnore]
    public bool IsOpen => State is DisclosureState.Requested or DisclosureState.Releasing;

    /// <summary>The terms: the receiver, the purpose, the board that asks and the schools.</summary>
    public required DisclosureTerms Terms { get; init; }

    /// <summary>The moment when it was requested, UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The object id of the member of staff who requested it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Its withdrawal; null if it isn't withdrawn.</summary>
    public DisclosureWithdrawal? Withdrawal { get; init; }

    /// <summary>Its release; null while it is not released.</summary>
    public DisclosureRelease? Release { get; init; }

    /// <summary>The call that is releasing it, and the moment, UTC, until which that call has the claim.</summary>
    internal (string Attempt, DateTimeOffset Until)? Claim { get; init; }

    /// <summary>The HMAC of the request's body; null if the request had no idempotency key.</summary>
    internal string? RequestHash { get; init; }

    internal ETag ETag { get; init; }
}

/// <summary>The state of a disclosure.</summary>
public enum DisclosureState
{
    /// <summary>Registered; it can be released once every condition is met.</summary>
    Requested,

    /// <summary>The file is being made and the privacy log written; nothing has been given yet.</summary>
    Releasing,

    /// <summary>The file was given, which happens only once.</summary>
    Released,

    /// <summary>Withdrawn: it will never be released.</summary>
    Withdrawn,
}

/// <summary>A request that met all its conditions when it was made.</summary>
public sealed record DisclosureTerms
{
    /// <summary>The provider that will get the uuids.</summary>
    public required DisclosureReceiver Receiver { get; init; }

    /// <summary>The purpose for which the provider will use them.</summary>
    public required string Purpose { get; init; }

    /// <summary>The reason why that is compatible with the purpose of article 2, 2°.</summary>
    public required string Compatibility { get; init; }

    /// <summary>The school board that asks for it.</summary>
    public required DisclosureBoard Board { get; init; }

    /// <summary>The schools whose pupils are included, by number.</summary>
    public required IReadOnlyList<DisclosureSchool> Schools { get; init; }
}

/// <summary>A school of a disclosure.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its name at the moment of the request.</param>
public sealed record DisclosureSchool(string Number, string Name);

/// <summary>The withdrawal of a disclosure.</summary>
/// <param name="At">The moment, UTC.</param>
/// <param name="By">The object id of the member of staff who withdrew it.</param>
/// <param name="Reason">The reason.</param>
public sealed record DisclosureWithdrawal(DateTimeOffset At, string By, string Reason);

/// <summary>The release of the uuids.</summary>
/// <param name="At">The moment, UTC.</param>
/// <param name="By">The object id of the member of staff who got the file.</param>
/// <param name="Purpose">The purpose that this person gave.</param>
/// <param name="Pupils">The number of pupils.</param>
/// <param name="Sha256">The file's SHA-256, lower-case hexadecimal.</param>
/// <param name="NumbersLeftOut">The former numbers that schools outside the disclosure also have; enrolments under them were left out.</param>
public sealed record DisclosureRelease(DateTimeOffset At, string By, string Purpose, int Pupils, string Sha256, IReadOnlyList<string> NumbersLeftOut)
{
    /// <summary>The number of snapshots that were left out because they can't be read; those pupils may belong in the file.</summary>
    public int UnreadableLeftOut { get; init; }

    /// <summary>The number of pupils that were left out because their data are restricted (GDPR, article 18). Their names are not stored here.</summary>
    public int RestrictedLeftOut { get; init; }
}
