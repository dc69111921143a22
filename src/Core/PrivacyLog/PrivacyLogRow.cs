using System.Globalization;
using Azure.Data.Tables;
using LeerId.Students;

namespace LeerId.PrivacyLog;

/// <summary>Converts entries to and from rows of the table.</summary>
internal static class PrivacyLogRow
{
    public static PrivacyLogPartition PartitionOf(PrivacyLogEntry entry)
    {
        int shard = entry.SupportCode?.Shard ?? PrivacyLogPartition.For(entry.At, entry.Student).Shard;
        // The day is that of the number, not that of the entry, so that a code that is redeemed again after midnight meets the same row.
        return new PrivacyLogPartition(DateOnly.FromDateTime(entry.Id.Time.UtcDateTime), shard);
    }

    public static TableEntity ToEntity(PrivacyLogEntry entry, string partitionKey) => new(partitionKey, entry.Id.ToString())
    {
        [nameof(PrivacyLogEntry.At)] = entry.At,
        [nameof(PrivacyLogEntry.Actor)] = entry.Actor,
        [nameof(PrivacyLogEntry.Role)] = entry.Role,
        [nameof(PrivacyLogEntry.Action)] = entry.Action,
        [nameof(PrivacyLogEntry.Purpose)] = entry.Purpose,
        [nameof(PrivacyLogEntry.PurposeKind)] = entry.PurposeKind,
        [nameof(PrivacyLogEntry.Student)] = entry.Student?.ToString(),
        [nameof(PrivacyLogEntry.Outcome)] = entry.Outcome,
        [nameof(PrivacyLogEntry.Application)] = entry.Application,
        [nameof(PrivacyLogEntry.Reason)] = entry.Reason,
        [nameof(PrivacyLogEntry.SupportCode)] = entry.SupportCode?.ToString(),
    };

    /// <exception cref="InvalidDataException">The row is not an entry of this software: somebody added or changed it.</exception>
    public static PrivacyLogEntry FromEntity(TableEntity entity)
    {
        if (!Ulid.TryParse(entity.RowKey, CultureInfo.InvariantCulture, out Ulid id) || !TryRead(entity, nameof(PrivacyLogEntry.At), out DateTimeOffset at))
            throw NoEntry(entity);

        return new PrivacyLogEntry
        {
            Id = id,
            At = at,
            Actor = Required(entity, nameof(PrivacyLogEntry.Actor)),
            Role = Optional(entity, nameof(PrivacyLogEntry.Role)),
            Action = Required(entity, nameof(PrivacyLogEntry.Action)),
            Purpose = Required(entity, nameof(PrivacyLogEntry.Purpose)),
            PurposeKind = Optional(entity, nameof(PrivacyLogEntry.PurposeKind)),
            Student = StudentKey.TryParse(Optional(entity, nameof(PrivacyLogEntry.Student)), out StudentKey student) ? student : null,
            Outcome = Required(entity, nameof(PrivacyLogEntry.Outcome)),
            Application = Optional(entity, nameof(PrivacyLogEntry.Application)),
            Reason = Optional(entity, nameof(PrivacyLogEntry.Reason)),
            SupportCode = SupportCode.TryParse(Optional(entity, nameof(PrivacyLogEntry.SupportCode)), out SupportCode code) ? code : null,
        };
    }

    private static string Required(TableEntity entity, string property) => TryRead(entity, property, out string text) ? text : throw NoEntry(entity);

    private static string? Optional(TableEntity entity, string property) => TryRead(entity, property, out string text) ? text : null;

    private static bool TryRead<T>(TableEntity entity, string property, out T value)
    {
        bool found = entity.TryGetValue(property, out object? held) && held is T;
        value = found ? (T)held! : default!;
        return found;
    }

    private static InvalidDataException NoEntry(TableEntity entity) => new(
        $"The row {entity.PartitionKey} / {entity.RowKey} of the privacy log is not an entry of this software: verify the seal of its day.");
}
