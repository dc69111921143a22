namespace LeerId.Disclosures;

/// <summary>
/// The content of a request for a disclosure (protocol, article 4). A value is null if the requester gave none; the register refuses such a request. Texts
/// contain no data of pupils, because DOV gets them.
/// </summary>
public sealed record DisclosureRequest
{
    /// <summary>The provider that will get the uuids.</summary>
    public DisclosureReceiver? Receiver { get; init; }

    /// <summary>The purpose for which the provider will use them.</summary>
    public string? Purpose { get; init; }

    /// <summary>The reason why that is compatible with the purpose of article 2, 2°.</summary>
    public string? Compatibility { get; init; }

    /// <summary>The school board that asks for it.</summary>
    public DisclosureBoard? Board { get; init; }

    /// <summary>The numbers of the schools whose pupils are included.</summary>
    public IReadOnlyList<string?>? Schools { get; init; }
}

/// <summary>A provider that will get uuids.</summary>
public sealed record DisclosureReceiver
{
    /// <summary>The name of the provider in the register: at most 60 lower-case letters, digits and hyphens.</summary>
    public string? Key { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is connected to LeerID. Other parties may not get any uuid (article 4, last paragraph).</summary>
    public bool ConnectedToLeerId { get; init; }

    /// <summary>The reference of its own protocol with DOV to get the uuids.</summary>
    public string? ProtocolReference { get; init; }

    /// <summary>The date of that protocol.</summary>
    public DateOnly? ProtocolDate { get; init; }
}

/// <summary>A school board that asks for a disclosure.</summary>
public sealed record DisclosureBoard
{
    /// <summary>Its name, as in the contracts of its schools.</summary>
    public string? Name { get; init; }

    /// <summary>The reference of its request.</summary>
    public string? RequestReference { get; init; }

    /// <summary>The date of its request.</summary>
    public DateOnly? RequestDate { get; init; }
}

/// <summary>The result of checking a request.</summary>
/// <param name="Unmet">All conditions that are not met now; empty if the request can be sent.</param>
/// <param name="Schools">The schools with a contract in force, by number.</param>
public sealed record RequestCheck(IReadOnlyList<UnmetCondition> Unmet, IReadOnlyList<DisclosureSchool> Schools);
