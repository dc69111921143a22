using LeerId.Text;

namespace LeerId.Staff;

/// <summary>A member of staff whose call is admitted.</summary>
/// <param name="ObjectId">The person's object id in the directory. The privacy log records it.</param>
/// <param name="Role">The role by which the call is admitted. If several roles qualify, this is the first that the function names.</param>
/// <param name="Purpose">The purpose in the person's own words; empty if the function doesn't ask for one. The privacy log records it.</param>
public sealed record StaffCaller(string ObjectId, StaffRole Role, string Purpose)
{
    /// <summary>The maximum length of a purpose, in characters.</summary>
    public const int MaximumPurposeLength = 500;

    /// <summary>The reason that the person chose; without meaning if the function doesn't ask for one. The privacy log records it.</summary>
    public PurposeKind PurposeKind { get; init; } = PurposeKind.Other;

    /// <summary>
    /// Whether a text can be a purpose: 1 to 500 characters on one line, without a uuid. The log would keep a uuid beside the pseudonym for years.
    /// </summary>
    /// <param name="text">The text, without spaces around it.</param>
    public static bool IsPurpose(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= MaximumPurposeLength && !text.Any(char.IsControl) && !UuidText.IsIn(text);
    }
}
