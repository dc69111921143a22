namespace LeerId.Disclosures;

/// <summary>
/// What a request to disclose says (protocol, article 4); null where the requester gave nothing, which the register refuses. Texts hold no
/// data of pupils: DOV gets them.
/// </summary>
public sealed record DisclosureRequest
{
    /// <summary>The provider that is to get the uuids.</summary>
    public DisclosureReceiver? Receiver { get; init; }

    /// <summary>What it is to do with them.</summary>
    public string? Purpose { get; init; }

    /// <summary>Why that is compatible with the purpose of article 2, 2°.</summary>
    public string? Compatibility { get; init; }

    /// <summary>The school board that asks for it.</summary>
    public DisclosureBoard? Board { get; init; }

    /// <summary>The numbers of the schools whose pupils it is about.</summary>
    public IReadOnlyList<string?>? Schools { get; init; }
}

/// <summary>A provider that is to get uuids.</summary>
public sealed record DisclosureReceiver
{
    /// <summary>Names it in the register: at most 60 lower-case letters, digits and hyphens.</summary>
    public string? Key { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is connected to LeerID: nobody else may get anything (article 4, last paragraph).</summary>
    public bool ConnectedToLeerId { get; init; }

    /// <summary>The reference of its own protocol with DOV to get the uuids.</summary>
    public string? ProtocolReference { get; init; }

    /// <summary>The date of that protocol.</summary>
    public DateOnly? ProtocolDate { get; init; }
}

/// <summary>A school board that asks for a disclosure.</summary>
public sealed record DisclosureBoard
{
    /// <summary>Its name, as the contracts of its schools have it.</summary>
    public string? Name { get; init; }

    /// <summary>The reference of its request.</summary>
    public string? RequestReference { get; init; }

    /// <summary>The date of its request.</summary>
    public DateOnly? RequestDate { get; init; }
}

/// <summary>The result of checking a request.</summary>
/// <param name="Unmet">Every condition that is not met now; empty when the request can be sent.</param>
/// <param name="Schools">The schools with a contract in force, by number.</param>
public sealed record RequestCheck(IReadOnlyList<UnmetCondition> Unmet, IReadOnlyList<DisclosureSchool> Schools);
