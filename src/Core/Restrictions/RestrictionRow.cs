using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using LeerId.Storage;
using LeerId.Students;

namespace LeerId.Restrictions;

/// <summary>A restriction as a row: PartitionKey <c>restriction</c>, RowKey the number.</summary>
internal static class RestrictionRow
{
    public const string Partition = "restriction";

    /// <summary>Whether the restriction is in force. The list in memory has only rows for which this is true.</summary>
    public const string IsOpen = nameof(Restriction.IsOpen);

    public const string LiftedAt = "LiftedAt";

    private const string UpheldAt = "UpheldAt";
    private const string UpheldBy = "UpheldBy";
    private const string LiftedBy = "LiftedBy";
    private const string ToldAt = "ToldAt";
    private const string LiftReason = "LiftReason";
    private const string Day = "yyyy-MM-dd";
    private const char Separator = ' ';

    public static TableEntity KeysOf(Restriction restriction) => new(Partition, restriction.Id);

    public static TableEntity ToEntity(Restriction restriction)
    {
        TableEntity entity = KeysOf(restriction);
        entity[IsOpen] = true;
        entity[nameof(Restriction.Ground)] = restriction.Ground.ToString();
        entity[nameof(Restriction.Request)] = restriction.Request;
        entity[nameof(Restriction.PlacedAt)] = restriction.PlacedAt;
        entity[nameof(Restriction.PlacedBy)] = restriction.PlacedBy;
        entity[nameof(Restriction.ReviewOn)] = restriction.ReviewOn.ToString(Day, CultureInfo.InvariantCulture);
        entity[nameof(Restriction.KeyVersion)] = restriction.KeyVersion;
        entity[nameof(Restriction.RequestHash)] = restriction.RequestHash;
        EntityContent.Write(entity, Encoding.ASCII.GetBytes(string.Join(Separator, restriction.Students)));
        return entity;
    }

    public static Dictionary<string, object?> Upheld(RestrictionStep step) => new()
    {
        [nameof(Restriction.Ground)] = nameof(RestrictionGround.ObjectionUpheld),
        [UpheldAt] = step.At,
        [UpheldBy] = step.By,
    };

    public static Dictionary<string, object?> Lifted(RestrictionLift lift) => new()
    {
        [IsOpen] = false,
        [LiftedAt] = lift.At,
        [LiftedBy] = lift.By,
        [ToldAt] = lift.ToldAt,
        [LiftReason] = lift.Reason,
    };

    /// <summary>The restriction of a row.</summary>
    /// <exception cref="InvalidDataException">The row is not one that this software stored.</exception>
    public static Restriction Read(TableEntity row) => new()
    {
        Id = row.RowKey,
        Students = ReadStudents(row),
        Ground = Enum.Parse<RestrictionGround>(row.Text(nameof(Restriction.Ground))),
        Request = row.GetString(nameof(Restriction.Request)),
        PlacedAt = row.Moment(nameof(Restriction.PlacedAt)),
        PlacedBy = row.Text(nameof(Restriction.PlacedBy)),
        ReviewOn = DateOnly.ParseExact(row.Text(nameof(Restriction.ReviewOn)), Day, CultureInfo.InvariantCulture),
        KeyVersion = row.Text(nameof(Restriction.KeyVersion)),
        Upheld = row.GetDateTimeOffset(UpheldAt) is { } at ? new RestrictionStep(at, row.Text(UpheldBy)) : null,
        Lifted = row.GetBoolean(IsOpen) is false
            ? new RestrictionLift(row.Moment(LiftedAt), row.Text(LiftedBy), row.Moment(ToldAt), row.Text(LiftReason)) : null,
        RequestHash = row.GetString(nameof(Restriction.RequestHash)),
        ETag = row.ETag,
    };

    /// <summary>Whether the data of the pupil must be kept. When an objection is upheld, they are erased instead.</summary>
    public static bool KeepsData(TableEntity row) => row.GetString(nameof(Restriction.Ground)) != nameof(RestrictionGround.ObjectionUpheld);

    /// <summary>The pseudonyms of a row. The list in memory reads nothing else, so that a restriction holds even if another column is damaged.</summary>
    /// <exception cref="InvalidDataException">The row has no pseudonyms that can be read.</exception>
    public static StudentKey[] ReadStudents(TableEntity row) =>
    [
        .. Encoding.ASCII.GetString(EntityContent.Read(row)).Split(Separator).Select(text =>
            StudentKey.TryParse(text, out StudentKey key) ? key : throw new InvalidDataException("The row has a pseudonym that can't be read.")),
    ];
}
