using System.Text.Json.Serialization;
using Azure;

namespace LeerId.Disclosures;

/// <summary>A disclosure as the register has it (protocol, article 4). It holds no data of pupils.</summary>
public sealed record Disclosure
{
    /// <summary>Its number, a ULID; that of its notice too.</summary>
    public required string Id { get; init; }

    /// <summary>How far it is.</summary>
    public required DisclosureState State { get; init; }

    /// <summary>Whether it was neither released nor withdrawn. It is not in the JSON.</summary>
    [JsonIgnore]
    public bool IsOpen => State is DisclosureState.Requested or DisclosureState.Releasing;

    /// <summary>What is to be disclosed, to whom, why and who asks.</summary>
    public required DisclosureTerms Terms { get; init; }

    /// <summary>When it was requested, UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Who requested it: the object id of a member of staff.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Its withdrawal; null when it is not withdrawn.</summary>
    public DisclosureWithdrawal? Withdrawal { get; init; }

    /// <summary>Its release; null while it is not released.</summary>
    public DisclosureRelease? Release { get; init; }

    /// <summary>Which call is releasing it, and until when that call has the right to, UTC.</summary>
    internal (string Attempt, DateTimeOffset Until)? Claim { get; init; }

    /// <summary>The HMAC of the request's body; null when it was made without an idempotency key.</summary>
    internal string? RequestHash { get; init; }

    internal ETag ETag { get; init; }
}

/// <summary>How far a disclosure is.</summary>
public enum DisclosureState
{
    /// <summary>Registered; released when every condition is met.</summary>
    Requested,

    /// <summary>A file is being made and the privacy log written; nothing is given yet.</summary>
    Releasing,

    /// <summary>The file was given, once.</summary>
    Released,

    /// <summary>Withdrawn: it is never released.</summary>
    Withdrawn,
}

/// <summary>A request whose conditions were met when it was made.</summary>
public sealed record DisclosureTerms
{
    /// <summary>The provider that is to get the uuids.</summary>
    public required DisclosureReceiver Receiver { get; init; }

    /// <summary>What it is to do with them.</summary>
    public required string Purpose { get; init; }

    /// <summary>Why that is compatible with the purpose of article 2, 2°.</summary>
    public required string Compatibility { get; init; }

    /// <summary>The school board that asks for it.</summary>
    public required DisclosureBoard Board { get; init; }

    /// <summary>The schools whose pupils it is about, by number.</summary>
    public required IReadOnlyList<DisclosureSchool> Schools { get; init; }
}

/// <summary>A school of a disclosure.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its name when the disclosure was requested.</param>
public sealed record DisclosureSchool(string Number, string Name);

/// <summary>That a disclosure is withdrawn.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By">By whom: the object id of a member of staff.</param>
/// <param name="Reason">Why.</param>
public sealed record DisclosureWithdrawal(DateTimeOffset At, string By, string Reason);

/// <summary>That uuids were given.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By">To whom of the staff: an object id.</param>
/// <param name="Purpose">Why, as that person said.</param>
/// <param name="Pupils">Of how many pupils.</param>
/// <param name="Sha256">The file's SHA-256, lower-case hexadecimal.</param>
/// <param name="NumbersLeftOut">Former numbers that schools outside the disclosure have too: an enrolment under one of them did not count.</param>
public sealed record DisclosureRelease(DateTimeOffset At, string By, string Purpose, int Pupils, string Sha256, IReadOnlyList<string> NumbersLeftOut)
{
    /// <summary>How many snapshots were left out since they can't be read: pupils who may belong in the file.</summary>
    public int UnreadableLeftOut { get; init; }

    /// <summary>How many pupils were left out since their data are restricted (GDPR, article 18). Who they are is not kept here.</summary>
    public int RestrictedLeftOut { get; init; }
}
