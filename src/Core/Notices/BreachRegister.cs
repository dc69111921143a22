using LeerId.Text;

namespace LeerId.Notices;

/// <summary>
/// Changes and closes breaches. Each change and each closing is a row under the number of the breach, stored in one transaction with it: it is the history,
/// and both officers get it by mail. A change opens a closed breach again.
/// </summary>
public sealed class BreachRegister(NoticeRows rows, NoticeRegister register, TimeProvider clock)
{
    /// <summary>Adds or corrects fields of a breach (GDPR, article 33(4)). When nothing changes, nothing is stored or mailed.</summary>
    /// <param name="number">The number of the breach.</param>
    /// <param name="version">The version that the caller read.</param>
    /// <param name="patch">The fields and their new values.</param>
    /// <param name="changedBy">Who changes it: the object id of a member of staff.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused; nothing is changed.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
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

    /// <summary>Closes a breach: everything is there, or there is a reason for each field that is missing.</summary>
    /// <param name="number">The number of the breach.</param>
    /// <param name="version">The version that the caller read.</param>
    /// <param name="reasons">Why each field that is missing is not there, by its name in JSON.</param>
    /// <param name="closedBy">Who closes it: the object id of a member of staff.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused; nothing is closed.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
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
            // The relay changes the row too, when it mails the breach: then the version is still the same, and this is tried again.
            if (await rows.TryChangeBreachAsync(notice, changed, isClosed, part, content, now, changedBy, cancellationToken) is not { } stored)
                continue;
            await register.SendAsync(part, stored, cancellationToken);
            return new NoticeOutcome.Registered(part);
        }
    }

    // What to store; without a content there is nothing to store.
    private sealed record Step
    {
        public IReadOnlyList<FieldFault> Faults { get; init; } = [];

        public BreachContent? Breach { get; init; }

        public string Part { get; init; } = "";

        public NoticeContent? Content { get; init; }
    }
}
