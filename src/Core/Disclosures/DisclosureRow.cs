using System.Text.Json;
using Azure.Data.Tables;
using LeerId.Storage;

namespace LeerId.Disclosures;

/// <summary>A disclosure as a row: PartitionKey the receiver's key, RowKey the number.</summary>
internal static class DisclosureRow
{
    public const string State = nameof(Disclosure.State);
    public const string NoticeMissing = "NoticeMissing";
    public const string ClaimedBy = "ClaimedBy";
    public const string ClaimedUntil = "ClaimedUntil";
    public const string Release = nameof(Disclosure.Release);

    private const string WithdrawnAt = "WithdrawnAt";
    private const string WithdrawnBy = "WithdrawnBy";
    private const string WithdrawalReason = "WithdrawalReason";

    public static TableEntity KeysOf(Disclosure disclosure) => new(disclosure.Terms.Receiver.Key, disclosure.Id);

    public static TableEntity ToEntity(Disclosure disclosure)
    {
        TableEntity entity = KeysOf(disclosure);
        entity[State] = disclosure.State.ToString();
        entity[NoticeMissing] = true;
        entity[nameof(Disclosure.RequestedAt)] = disclosure.RequestedAt;
        entity[nameof(Disclosure.RequestedBy)] = disclosure.RequestedBy;
        EntityContent.Write(entity, JsonSerializer.SerializeToUtf8Bytes(disclosure.Terms, DisclosureJson.Default.DisclosureTerms));
        return entity;
    }

    public static Dictionary<string, object?> Claim(string attempt, DateTimeOffset until) => new()
    {
        [State] = nameof(DisclosureState.Releasing),
        [ClaimedBy] = attempt,
        [ClaimedUntil] = until,
    };

    public static Dictionary<string, object?> Released(DisclosureRelease release) => new()
    {
        [State] = nameof(DisclosureState.Released),
        [Release] = JsonSerializer.Serialize(release, DisclosureJson.Default.DisclosureRelease),
    };

    public static Dictionary<string, object?> Withdrawn(DisclosureWithdrawal withdrawal) => new()
    {
        [State] = nameof(DisclosureState.Withdrawn),
        [WithdrawnAt] = withdrawal.At,
        [WithdrawnBy] = withdrawal.By,
        [WithdrawalReason] = withdrawal.Reason,
    };

    /// <summary>The disclosure; null when the row is none that this software could have stored.</summary>
    public static Disclosure? TryRead(TableEntity entity)
    {
        try
        {
            return Read(entity);
        }
        catch (Exception exception) when (exception is
            InvalidDataException or InvalidOperationException or InvalidCastException or ArgumentException or JsonException)
        {
            return null;
        }
    }

    private static Disclosure Read(TableEntity entity)
    {
        DisclosureState state = Enum.Parse<DisclosureState>(Text(entity, State));
        DisclosureTerms terms = JsonSerializer.Deserialize(EntityContent.Read(entity), DisclosureJson.Default.DisclosureTerms)
            ?? throw new InvalidDataException("The terms are null.");
        if (terms.Receiver.Key != entity.PartitionKey)
            throw new InvalidDataException("The terms are of another receiver.");
        return new Disclosure
        {
            Id = entity.RowKey,
            State = state,
            Terms = terms,
            RequestedAt = Moment(entity, nameof(Disclosure.RequestedAt)),
            RequestedBy = Text(entity, nameof(Disclosure.RequestedBy)),
            Withdrawal = state == DisclosureState.Withdrawn
                ? new DisclosureWithdrawal(Moment(entity, WithdrawnAt), Text(entity, WithdrawnBy), Text(entity, WithdrawalReason)) : null,
            Release = state == DisclosureState.Released
                ? JsonSerializer.Deserialize(Text(entity, Release), DisclosureJson.Default.DisclosureRelease) : null,
            Claim = entity.GetString(ClaimedBy) is { } attempt ? (attempt, Moment(entity, ClaimedUntil)) : null,
            ETag = entity.ETag,
        };
    }

    private static string Text(TableEntity entity, string property) =>
        entity.GetString(property) ?? throw new InvalidDataException($"A row of the table Disclosures has no {property}.");

    private static DateTimeOffset Moment(TableEntity entity, string property) =>
        entity.GetDateTimeOffset(property) ?? throw new InvalidDataException($"A row of the table Disclosures has no {property}.");
}
