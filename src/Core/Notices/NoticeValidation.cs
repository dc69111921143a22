using LeerId.Text;

namespace LeerId.Notices;

/// <summary>Checks a report, and names every field that is wrong or missing at once.</summary>
internal static class NoticeValidation
{
    // All texts of a notice fit one row of the table, whatever characters they are of.
    private const int MostCharacters = 120_000;

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<FieldFault> Check(NoticeContent content, DateTimeOffset now)
    {
        Checker checker = new(now);
        switch (content)
        {
            case BreachContent breach:
                Check(breach, checker);
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
                throw new ArgumentException($"A {content.GetType().Name} is not reported.", nameof(content));
        }

        return checker.Faults;
    }

    /// <summary>Whether that can be told under the number of a notice of that kind.</summary>
    public static IReadOnlyList<FieldFault> Check(SupplementContent supplement, NoticeKind kind, DateTimeOffset now)
    {
        Checker checker = new(now);
        if (kind is NoticeKind.Quality or NoticeKind.Sharing)
            checker.NoUuid(nameof(supplement.Text), supplement.Text);
        return [.. Check(supplement, now), .. checker.Faults];
    }

    /// <summary>Whether a notice can have ended so. Data may be shared only after DOV's officer got the notice.</summary>
    public static IReadOnlyList<FieldFault> Check(NoticeEnding ending, Notice notice, DateTimeOffset now)
    {
        Checker checker = new(now);
        bool isShared = notice.Content is SharingContent && ending.At is not null;
        checker.Moment(nameof(ending.At), ending.At, required: notice.Content is QualityContent);
        checker.Text(nameof(ending.Text), ending.Text, required: !isShared);
        checker.Length(nameof(ending.Text), ending.Text);
        checker.NoUuid(nameof(ending.Text), ending.Text);
        if (isShared && !(notice.SentAt.GetValueOrDefault(NoticeRecipient.Dov) < ending.At))
            checker.Add(nameof(ending.At), "is not after the moment at which DOV's officer got the notice: data may be shared only after it");
        else if (notice.Content is QualityContent quality && ending.At < quality.FoundAt)
            checker.Add(nameof(ending.At), "is before the fault was found");
        return checker.Faults;
    }

    /// <summary>Whether a record says one thing.</summary>
    public static IReadOnlyList<FieldFault> Check(AuthorityRecord record) => record switch
    {
        { AuthorityNotifiedAt: null, AuthorityNotRequiredReason: null } => [FieldFault.Of(nameof(record.AuthorityNotifiedAt), "is missing")],
        { AuthorityNotRequiredReason: null, Risk: not null } => [FieldFault.Of(nameof(record.Risk), "must be empty when the authority was notified")],
        { AuthorityNotRequiredReason: null } => [],
        { AuthorityNotifiedAt: not null } => [FieldFault.Of(nameof(record.AuthorityNotRequiredReason), "must be empty when the authority was notified")],
        { DelayReason: not null } => [FieldFault.Of(nameof(record.DelayReason), "must be empty when the authority was not notified")],
        _ => [],
    };

    /// <summary>Whether that can be recorded of a breach: the reason for a notification that was late, or for none, and a risk that is unlikely.</summary>
    public static IReadOnlyList<FieldFault> Check(AuthorityRecord record, Notice notice, BreachContent report, DateTimeOffset now)
    {
        Checker checker = new(now);
        if (record.AuthorityNotifiedAt is { } notifiedAt)
        {
            checker.Authority(report.KnownAt, notifiedAt, record.DelayReason);
            checker.Length(nameof(record.DelayReason), record.DelayReason);
            return checker.Faults;
        }

        checker.Text(nameof(record.AuthorityNotRequiredReason), record.AuthorityNotRequiredReason);
        checker.Length(nameof(record.AuthorityNotRequiredReason), record.AuthorityNotRequiredReason);
        if ((record.Risk ?? report.Risk) != RiskJudgement.Unlikely)
            checker.Add(nameof(record.Risk), "is not judged unlikely: notify the authority, or give the new judgement");
        if (notice.AuthorityNotifiedAt is not null)
            checker.Add(nameof(record.AuthorityNotifiedAt), "is recorded already");
        return checker.Faults;
    }

    private static void Check(SharingContent sharing, DateTimeOffset now, Checker checker)
    {
        checker.Text(nameof(sharing.Receiver), sharing.Receiver);
        checker.NoUuid(nameof(sharing.Receiver), sharing.Receiver);
        if (sharing.Data is not { Count: > 0 } data || !data.All(Enum.IsDefined))
            checker.Add(nameof(sharing.Data), "must name at least one of the data of article 3");
        checker.Count(nameof(sharing.PupilCount), sharing.PupilCount);
        checker.Text(nameof(sharing.LegalGround), sharing.LegalGround);
        checker.NoUuid(nameof(sharing.LegalGround), sharing.LegalGround);
        if (sharing.PlannedAt is null)
            checker.Add(nameof(sharing.PlannedAt), "is missing");
        else if (sharing.PlannedAt <= now)
            checker.Add(nameof(sharing.PlannedAt), "is not in the future: DOV must be told before the data are shared");
    }

    private static void Check(BreachContent breach, Checker checker)
    {
        checker.Moment(nameof(breach.HappenedAt), breach.HappenedAt, required: false);
        checker.Moment(nameof(breach.FoundAt), breach.FoundAt);
        checker.Moment(nameof(breach.KnownAt), breach.KnownAt);
        if (breach.HappenedAt > breach.FoundAt)
            checker.Add(nameof(breach.FoundAt), "is before it happened");
        if (breach.FoundAt > breach.KnownAt)
            checker.Add(nameof(breach.KnownAt), "is before it was found");
        checker.Text(nameof(breach.Nature), breach.Nature);
        checker.Text(nameof(breach.PersonCategories), breach.PersonCategories);
        checker.Count(nameof(breach.PersonCount), breach.PersonCount);
        checker.Text(nameof(breach.DataCategories), breach.DataCategories);
        checker.Count(nameof(breach.RecordCount), breach.RecordCount);
        checker.Text(nameof(breach.Contact), breach.Contact);
        checker.Text(nameof(breach.Consequences), breach.Consequences);
        checker.Text(nameof(breach.Measures), breach.Measures);
        checker.Choice(nameof(breach.Risk), breach.Risk);
        checker.Choice(nameof(breach.Persons), breach.Persons);
        bool explains = breach.Risk == RiskJudgement.High && breach.Persons == PersonsDecision.NotTold;
        checker.Text(nameof(breach.PersonsReason), breach.PersonsReason, required: explains);
        if (breach.AuthorityNotifiedAt is { } notified)
            checker.Authority(breach.KnownAt, notified, breach.DelayReason);
        else
            checker.Text(nameof(breach.DelayReason), breach.DelayReason, required: false);
    }

    private sealed class Checker(DateTimeOffset now)
    {
        private readonly List<FieldFault> _faults = [];
        private int _characters;

        public IReadOnlyList<FieldFault> Faults => _faults;

        public void Add(string field, string fault) => _faults.Add(FieldFault.Of(field, fault));

        public void Text(string field, string? text, bool required = true)
        {
            if (required && PlainText.IsBlank(text))
                Add(field, "is missing");
            bool fitted = _characters <= MostCharacters;
            _characters += text?.Length ?? 0;
            if (fitted && _characters > MostCharacters)
                Add(field, $"makes the texts longer than {MostCharacters} characters in all");
        }

        public void NoUuid(string field, string? text)
        {
            if (UuidText.IsIn(text))
                Add(field, "holds a uuid, and this text is mailed: leave it out, and report a fault of one pupil at staff/students/quality-notices");
        }

        public void Length(string field, string? text)
        {
            if (text?.Length > NoticeRows.LongestText)
                Add(field, $"is longer than {NoticeRows.LongestText} characters");
        }

        public void Moment(string field, DateTimeOffset? moment, bool required = true)
        {
            if (moment is null && required)
                Add(field, "is missing");
            else if (moment > now + ClockTolerance)
                Add(field, "is in the future");
            else if (moment is { Year: < 2000 })
                Add(field, "is too long ago");
        }

        public void Count(string field, long? count, bool required = true)
        {
            if (count is null && required)
                Add(field, "is missing");
            else if (count < 0)
                Add(field, "is negative");
        }

        public void Choice<T>(string field, T? choice)
            where T : struct, Enum
        {
            if (choice is null)
                Add(field, "is missing");
            else if (!Enum.IsDefined(choice.Value))
                Add(field, "is none of the choices");
        }

        public void Authority(DateTimeOffset? knownAt, DateTimeOffset notifiedAt, string? reason)
        {
            Moment(nameof(BreachContent.AuthorityNotifiedAt), notifiedAt);
            if (notifiedAt < knownAt)
                Add(nameof(BreachContent.AuthorityNotifiedAt), "is before the breach became known");
            Text(nameof(BreachContent.DelayReason), reason, required: notifiedAt > knownAt + BreachContent.Term);
        }
    }
}
