namespace LeerId.Notices;

/// <summary>
/// The announcement that the agreement is over and the data of all pupils will be destroyed (protocol, article 11). The software makes one every day.
/// </summary>
public sealed record AgreementContent : NoticeContent
{
    /// <summary>The first day, Brussels calendar, on which the agreement is over.</summary>
    public required DateOnly EndDate { get; init; }

    /// <summary>
    /// The day, Brussels calendar, on which the destruction starts; it starts later if the provider's officer gets no announcement before that day.
    /// </summary>
    public required DateOnly StartsOn { get; init; }

    /// <summary>The approximate number of snapshots.</summary>
    public required long Snapshots { get; init; }
}
