namespace LeerId.Notices;

/// <summary>What a record of the notification to the authority changes in the row of a breach.</summary>
internal static class AuthorityChanges
{
    /// <summary>Whether the same is recorded already, or something else; null when nothing of that sort is.</summary>
    public static bool? Recorded(Notice notice, BreachContent report, AuthorityRecord record)
    {
        if (record.AuthorityNotifiedAt is { } notifiedAt)
        {
            return notice.AuthorityNotifiedAt is { } recorded
                ? recorded == notifiedAt && record.DelayReason == (notice.DelayReason ?? report.DelayReason)
                : null;
        }

        return notice.AuthorityNotRequiredAt is not null
            ? record.AuthorityNotRequiredReason == notice.AuthorityNotRequiredReason && record.Risk == notice.AuthorityRisk
            : null;
    }

    public static Dictionary<string, object?> Of(AuthorityRecord record, string recordedBy, DateTimeOffset now)
    {
        Dictionary<string, object?> changes = new()
        {
            ["AuthorityMissing"] = false,
            [nameof(Notice.AuthorityRecordedBy)] = recordedBy,
        };
        if (record.AuthorityNotifiedAt is { } notifiedAt)
        {
            changes[nameof(Notice.AuthorityNotifiedAt)] = notifiedAt;
            changes[nameof(Notice.DelayReason)] = record.DelayReason;
        }
        else
        {
            changes[nameof(Notice.AuthorityNotRequiredAt)] = now;
            changes[nameof(Notice.AuthorityNotRequiredReason)] = record.AuthorityNotRequiredReason;
            changes[nameof(Notice.AuthorityRisk)] = record.Risk?.ToString();
        }

        return changes;
    }
}
