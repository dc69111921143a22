using LeerId.Calendar;
using LeerId.Notices;

namespace LeerId.Evidence;

/// <summary>Collects the notices of a period: their number and their times, without their contents (protocol, articles 7 and 9).</summary>
public sealed class NoticesEvidence(NoticeRegister register, TimeProvider clock)
{
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public async Task<IReadOnlyList<NoticeEvidence>> ReadAsync(EvidencePeriod period, CancellationToken cancellationToken)
    {
        DateTimeOffset start = BrusselsTime.StartOf(period.From), end = BrusselsTime.StartOf(period.Until.AddDays(1));
        DateTimeOffset now = clock.GetUtcNow();
        List<NoticeEvidence> found = [];
        foreach (NoticeKind kind in Enum.GetValues<NoticeKind>())
        {
            await foreach (Notice notice in register.ListAsync(kind, cancellationToken))
            {
                if (notice.RegisteredAt >= start && notice.RegisteredAt < end)
                    found.Add(Of(notice, now));
            }
        }

        return [.. found.OrderBy(notice => notice.RegisteredAt).ThenBy(notice => notice.Reference, StringComparer.Ordinal)];
    }

    private static NoticeEvidence Of(Notice notice, DateTimeOffset now) => new(
        notice.Reference.ToString(), notice.Reference.Kind, notice.State, notice.RegisteredAt,
        notice.SentAt.GetValueOrDefault(NoticeRecipient.Provider), notice.SentAt.GetValueOrDefault(NoticeRecipient.Dov),
        notice.SentAt.ContainsKey(NoticeRecipient.Dov),
        notice.Content is BreachContent { KnownAt: { } knownAt } breach ? Of(notice, breach, knownAt, now) : null);

    private static BreachEvidence Of(Notice notice, BreachContent breach, DateTimeOffset knownAt, DateTimeOffset now)
    {
        DateTimeOffset deadline = knownAt + BreachContent.Term;
        AuthorityTerm term = breach.AuthorityNotifiedAt switch
        {
            { } notified => notified <= deadline ? AuthorityTerm.Within : AuthorityTerm.Late,
            null when breach.AuthorityNotRequiredReason is not null => AuthorityTerm.NotRequired,
            null => now <= deadline ? AuthorityTerm.Running : AuthorityTerm.NotRecorded,
        };
        return new BreachEvidence(
            knownAt, breach.Source, breach.Risk, breach.AuthorityNotifiedAt, term, notice.ClosedAt, BreachFields.Missing(breach));
    }
}
