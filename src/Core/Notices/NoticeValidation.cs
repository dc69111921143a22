using LeerId.Text;

namespace LeerId.Notices;

/// <summary>Checks a report, and names every field that is wrong or missing at once.</summary>
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
                checker.Count(nameof(quality.Count), quality.Count, required: false);
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
}
