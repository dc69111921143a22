namespace LeerId.Notices;

/// <summary>A reminder that a request of a data subject has no answer yet. It says nothing about the requester.</summary>
public sealed record RequestReminderContent : NoticeContent
{
    /// <summary>The number of the request.</summary>
    public required string Request { get; init; }

    /// <summary>The kind of request, in Dutch, such as <c>inzage (AVG, artikel 15)</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>The last day, Brussels calendar, on which the answer is in time.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>The number of days left when the reminder was made: 0 on the due day, negative after it.</summary>
    public required int DaysLeft { get; init; }
}
