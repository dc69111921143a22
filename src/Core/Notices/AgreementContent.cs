namespace LeerId.Notices;

/// <summary>That the agreement is over and the data of all pupils will be destroyed (protocol, article 11). The software makes it every day.</summary>
public sealed record AgreementContent : NoticeContent
{
    /// <summary>The first day, Brussels calendar, on which the agreement is over.</summary>
    public required DateOnly EndDate { get; init; }

    /// <summary>The day, Brussels calendar, on which the destruction starts; later if nothing reaches the provider's officer before.</summary>
    public required DateOnly StartsOn { get; init; }

    /// <summary>About how many snapshots there are.</summary>
    public required long Snapshots { get; init; }
}
