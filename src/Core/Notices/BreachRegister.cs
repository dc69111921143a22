using LeerId.Text;

namespace LeerId.Notices;

/// <summary>
/// Changes and closes breaches. Each change and each closing is a row under the number of the breach, stored in the same transaction as the breach. These
/// rows are the history, and both officers get each by mail. A change reopens a closed breach.
/// </summary>
public sealed class BreachRegister(NoticeRows rows, NoticeRegister register, TimeProvider clock)
{
    /// <summary>Adds or corrects fields of a breach (GDPR, article 33(4)). If nothing changes, nothing is stored or mailed.</summary>
    /// <param name="number">The number of the breach.</param>
    /// <param name="version">The version that the caller read.</param>
    /// <param name="patch">The fields and their new values.</param>
    /// <param name="changedBy">The object id of the member of staff who changes it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused; nothing is changed.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public Task<NoticeOutcome> ChangeAsync(string number, int version, BreachPatch patch, string changedBy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(patch);
        return StoreAsync(number, version, changedBy, (breach, now) =>
        {
            BreachContent changed = patch.ApplyTo(breach);
            if (NoticeValidation.Check(changed, now) is { Count: > 0 } faults)
                return new Step { Faults = faults };
            IReadOnlyList<BreachField> fields = BreachFields.Changed(breach, changed);
            return fields.Count == 0 ? new Step() : new Step
            {
                Breach = changed,
                Part = $"aanvulling-{version + 1}",
                Content = new BreachChangeContent
                {
                    Sequence = version + 1,
                    Changed = [.. fields.Select(field => field.Name)],
                    Former = BreachFields.Part(breach, fields),
                    Now = BreachFields.Part(changed, fields),
                    Missing = BreachFields.Missing(changed),
                    Deadline = changed.KnownAt!.Value + BreachContent.Term,
                },
            };
        }, cancellationToken);
    }

    /// <summary>Closes a breach if each field has a value, or a reason why it has none.</summary>
    /// <param name="number">The number of the breach.</param>
    /// <param name="version">The version that the caller read.</param>
    /// <param name="reasons">The reason why each missing field has no value, by the field's name in JSON.</param>
    /// <param name="closedBy">The object id of the member of staff who closes it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused; nothing is closed.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public Task<NoticeOutcome> CloseAsync(
        string number, int version, IReadOnlyDictionary<string, string> reasons, string closedBy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        return StoreAsync(number, version, closedBy, (breach, now) => BreachValidation.CheckClosing(breach, reasons, now) is { Count: > 0 } faults
            ? new Step { Faults = faults }
            : new Step
            {
                Breach = breach,
                Part = $"afsluiting-{version + 1}",
                Content = new BreachClosingContent { Sequence = version + 1, Reasons = reasons },
            }, cancellationToken);
    }

    private async Task<NoticeOutcome> StoreAsync(
        string number, int version, string changedBy, Func<BreachContent, DateTimeOffset, Step> decide, CancellationToken cancellationToken)
    {
        NoticeReference reference = new(NoticeKind.Breach, number);
        while (true)
        {
            if (await rows.FindAsync(reference, cancellationToken) is not { Content: BreachContent breach } notice)
                return new NoticeOutcome.Unknown();
            if (notice.Version != version)
                return new NoticeOutcome.Outdated();
            DateTimeOffset now = clock.GetUtcNow();
            Step step = decide(breach, now);
            if (step.Faults.Count > 0)
                return new NoticeOutcome.Invalid(step.Faults);
            if (step is not { Breach: { } changed, Content: { } content })
                return new NoticeOutcome.Registered(reference);

            NoticeReference part = new(NoticeKind.Breach, number, step.Part);
            bool isClosed = content is BreachClosingContent;
            // The relay changes the row too, when it mails the breach. The version is still the same then, and this method retries.
            if (await rows.TryChangeBreachAsync(notice, changed, isClosed, part, content, now, changedBy, cancellationToken) is not { } stored)
                continue;
            await register.SendAsync(part, stored, cancellationToken);
            return new NoticeOutcome.Registered(part);
        }
    }

    // The change to store. If Content is null, there is nothing to store.
    private sealed record Step
    {
        public IReadOnlyList<FieldFault> Faults { get; init; } = [];

        public BreachContent? Breach { get; init; }

        public string Part { get; init; } = "";

        public NoticeContent? Content { get; init; }
    }
}
