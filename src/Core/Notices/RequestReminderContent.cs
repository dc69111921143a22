namespace LeerId.Notices;

/// <summary>A reminder that a request of a data subject has no answer yet. It says nothing about the requester.</summary>
public sealed record RequestReminderContent : NoticeContent
{
    /// <summary>The number of the request.</summary>
    public required string Request { get; init; }

    /// <summary>What is asked for, in Dutch, such as <c>inzage (AVG, artikel 15)</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>The last day, Brussels calendar, on which the answer is in time.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>How many days were left when the reminder was made, 0 on the due day, negative when it had passed.</summary>
    public required int DaysLeft { get; init; }
}
