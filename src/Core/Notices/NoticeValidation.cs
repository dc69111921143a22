using LeerId.Text;

namespace LeerId.Notices;

/// <summary>Checks a report, and returns all fields that are wrong or missing at once.</summary>
internal static class NoticeValidation
{
    public static IReadOnlyList<FieldFault> Check(NoticeContent content, DateTimeOffset now)
    {
        NoticeChecker checker = new(now);
        switch (content)
        {
            case BreachContent breach:
                BreachValidation.Check(breach, checker);
                break;
            case QualityContent quality:
                checker.Moment(nameof(quality.FoundAt), quality.FoundAt);
                checker.Text(nameof(quality.Data), quality.Data);
                checker.Text(nameof(quality.Problem), quality.Problem);
                checker.NoUuid(nameof(quality.Data), quality.Data);
                checker.NoUuid(nameof(quality.Problem), quality.Problem);
                checker.Count(nameof(quality.Count), quality.Count, required: false);
                if (quality.Source is not null)
                    checker.Choice(nameof(quality.Source), quality.Source);
                break;
            case SharingContent sharing:
                Check(sharing, now, checker);
                break;
            case ChangeContent change:
                checker.Choice(nameof(change.Subject), change.Subject);
                checker.Text(nameof(change.Description), change.Description);
                checker.Text(nameof(change.Impact), change.Impact);
                break;
            case SupplementContent supplement:
                checker.Text(nameof(supplement.Text), supplement.Text);
                break;
            default:
                throw new ArgumentException($"A {content.GetType().Name} can't be reported.", nameof(content));
        }

        return checker.Faults;
    }

    /// <summary>Checks whether the supplement can be added to a notice of that kind.</summary>
    public static IReadOnlyList<FieldFault> Check(SupplementContent supplement, NoticeKind kind, DateTimeOffset now)
    {
        NoticeChecker checker = new(now);
        if (kind is NoticeKind.Quality or NoticeKind.Sharing)
            checker.NoUuid(nameof(supplement.Text), supplement.Text);
        return [.. Check(supplement, now), .. checker.Faults];
    }

    /// <summary>Checks whether a notice can have that ending. Data may be shared only after DOV's officer got the notice.</summary>
    public static IReadOnlyList<FieldFault> Check(NoticeEnding ending, Notice notice, DateTimeOffset now)
    {
        NoticeChecker checker = new(now);
        bool isShared = notice.Content is SharingContent && ending.At is not null;
        checker.Moment(nameof(ending.At), ending.At, required: notice.Content is QualityContent);
        checker.Text(nameof(ending.Text), ending.Text, required: !isShared);
        checker.Length(nameof(ending.Text), ending.Text);
        checker.NoUuid(nameof(ending.Text), ending.Text);
        if (isShared && !(notice.SentAt.GetValueOrDefault(NoticeRecipient.Dov) < ending.At))
        {
            checker.Add(
                nameof(ending.At), "must be after DOV's officer got the notice: data may be shared only after that",
                "ligt niet na het tijdstip waarop de functionaris van DOV de melding kreeg: gegevens geven mag pas daarna");
        }
        else if (notice.Content is QualityContent quality && ending.At < quality.FoundAt)
        {
            checker.Add(nameof(ending.At), "is earlier than the moment when the fault was found", "ligt voor het tijdstip waarop de fout gevonden is");
        }

        return checker.Faults;
    }

    private static void Check(SharingContent sharing, DateTimeOffset now, NoticeChecker checker)
    {
        checker.Text(nameof(sharing.Receiver), sharing.Receiver);
        checker.NoUuid(nameof(sharing.Receiver), sharing.Receiver);
        if (sharing.Data is not { Count: > 0 } data || !data.All(Enum.IsDefined))
        {
            checker.Add(
                nameof(sharing.Data), "must name at least one of the data of article 3", "moet minstens één gegeven van artikel 3 noemen");
        }

        checker.Count(nameof(sharing.PupilCount), sharing.PupilCount);
        checker.Text(nameof(sharing.LegalGround), sharing.LegalGround);
        checker.NoUuid(nameof(sharing.LegalGround), sharing.LegalGround);
        if (sharing.PlannedAt is null)
            checker.Add(nameof(sharing.PlannedAt), "is missing", "ontbreekt");
        else if (sharing.PlannedAt <= now)
        {
            checker.Add(
                nameof(sharing.PlannedAt), "is not in the future: DOV must be informed before the data are shared",
                "ligt niet in de toekomst: DOV moet het weten voordat u de gegevens geeft");
        }
    }
}
