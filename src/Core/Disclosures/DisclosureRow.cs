using System.Text.Json;
using Azure.Data.Tables;
using LeerId.Storage;

namespace LeerId.Disclosures;

/// <summary>A disclosure as a row. The PartitionKey is the receiver's key, and the RowKey is the number.</summary>
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
        entity[nameof(Disclosure.RequestHash)] = disclosure.RequestHash;
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

    /// <summary>Reads the disclosure of a row.</summary>
    /// <exception cref="InvalidDataException">This software can't have written the row.</exception>
    public static Disclosure Read(TableEntity row)
    {
        DisclosureState state = Enum.Parse<DisclosureState>(row.Text(State));
        DisclosureTerms terms = JsonSerializer.Deserialize(EntityContent.Read(row), DisclosureJson.Default.DisclosureTerms)
            ?? throw new InvalidDataException("The terms are null.");
        if (terms.Receiver.Key != row.PartitionKey)
            throw new InvalidDataException("The terms are of another receiver.");
        return new Disclosure
        {
            Id = row.RowKey,
            State = state,
            Terms = terms,
            RequestedAt = row.Moment(nameof(Disclosure.RequestedAt)),
            RequestedBy = row.Text(nameof(Disclosure.RequestedBy)),
            Withdrawal = state == DisclosureState.Withdrawn
                ? new DisclosureWithdrawal(row.Moment(WithdrawnAt), row.Text(WithdrawnBy), row.Text(WithdrawalReason)) : null,
            Release = state == DisclosureState.Released
                ? JsonSerializer.Deserialize(row.Text(Release), DisclosureJson.Default.DisclosureRelease) : null,
            Claim = row.GetString(ClaimedBy) is { } attempt ? (attempt, row.Moment(ClaimedUntil)) : null,
            RequestHash = row.GetString(nameof(Disclosure.RequestHash)),
            ETag = row.ETag,
        };
    }
}
