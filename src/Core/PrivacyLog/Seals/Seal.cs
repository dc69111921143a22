using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LeerId.PrivacyLog.Seals;

/// <summary>The content of the seal of a day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Entries">The number of entries.</param>
/// <param name="Root">The Merkle root over the entries, base64url.</param>
/// <param name="Shards">The number of shards in which they were hashed.</param>
/// <param name="Previous">The hash of the seal of the day before, base64url; null for the first seal.</param>
/// <param name="VouchesForPrevious">Whether the previous seal was authentic when this one was made. If not, this seal authenticates no earlier seal.</param>
/// <param name="Staff">The counts of what staff did that day; null in a seal of a version without these counts.</param>
/// <param name="SignIns">The counts of how the sign-ins of that day ended; null in a seal of a version without these counts.</param>
public sealed record Seal(
    DateOnly Day, long Entries, string Root, int Shards, string? Previous, bool VouchesForPrevious, IReadOnlyList<StaffActionCount>? Staff = null,
    IReadOnlyList<SignInCount>? SignIns = null)
{
    /// <summary>The claim with the day, <c>yyyy-MM-dd</c>.</summary>
    public const string DayClaim = "day";
    /// <summary>The claim with the number of entries.</summary>
    public const string EntriesClaim = "entries";
    /// <summary>The claim with the Merkle root over the entries, base64url.</summary>
    public const string RootClaim = "root";
    /// <summary>The claim with the number of shards.</summary>
    public const string ShardsClaim = "shards";
    /// <summary>The claim with the hash of the previous seal, base64url.</summary>
    public const string PreviousClaim = "previous";
    /// <summary>The claim that the previous seal could not be authenticated.</summary>
    public const string DoubtClaim = "previous_in_doubt";
    /// <summary>The claim with the counts of what staff did, by role and action.</summary>
    public const string StaffClaim = "staff";
    /// <summary>The claim with the counts of how sign-ins ended.</summary>
    public const string SignInsClaim = "sign_ins";

    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>The claims that are signed.</summary>
    public Dictionary<string, object> ToClaims()
    {
        Dictionary<string, object> claims = new()
        {
            [DayClaim] = Day.ToString(DayFormat, CultureInfo.InvariantCulture),
            [EntriesClaim] = Entries,
            [RootClaim] = Root,
            [ShardsClaim] = Shards,
        };
        if (Previous is not null)
            claims[PreviousClaim] = Previous;
        if (!VouchesForPrevious)
            claims[DoubtClaim] = true;
        if (Staff is not null)
            claims[StaffClaim] = StaffActions.ToClaim(Staff);
        if (SignIns is not null)
            claims[SignInsClaim] = SignInCounts.ToClaim(SignIns);
        return claims;
    }

    /// <summary>Reads a token, without checking its signature.</summary>
    public static bool TryRead(string token, [NotNullWhen(true)] out Seal? seal)
    {
        seal = null;
        try
        {
            JsonWebToken jwt = new(token);
            if (jwt.TryGetPayloadValue(DayClaim, out string dayText)
                && DateOnly.TryParseExact(dayText, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
                && jwt.TryGetPayloadValue(EntriesClaim, out long entries)
                && jwt.TryGetPayloadValue(RootClaim, out string root)
                && jwt.TryGetPayloadValue(ShardsClaim, out int shards) && shards == PrivacyLogPartition.Shards)
            {
                seal = new Seal(day, entries, root, shards, jwt.TryGetPayloadValue(PreviousClaim, out string previous) ? previous : null,
                    !(jwt.TryGetPayloadValue(DoubtClaim, out bool doubt) && doubt),
                    jwt.TryGetPayloadValue(StaffClaim, out JsonElement claim) && StaffActions.TryRead(claim, out IReadOnlyList<StaffActionCount>? staff)
                        ? staff : null,
                    jwt.TryGetPayloadValue(SignInsClaim, out JsonElement ends) && SignInCounts.TryRead(ends, out IReadOnlyList<SignInCount>? signIns)
                        ? signIns : null);
            }
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or JsonException)
        {
            // The text is not a token, or its claims are not those of a seal.
        }

        return seal is not null;
    }
}

/// <summary>A row of the table of seals.</summary>
/// <param name="Day">The day in the row's key.</param>
/// <param name="Token">The text in the column of the token, unchecked; empty when there is none.</param>
/// <param name="Seal">The content of the token; null when it can't be read, is about another day, or differs from the row's columns.</param>
public sealed record SealedDay(DateOnly Day, string Token, Seal? Seal)
{
    /// <summary>The hash of the token, which the next seal contains, base64url.</summary>
    public string Hash { get; } = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Token)));
}
