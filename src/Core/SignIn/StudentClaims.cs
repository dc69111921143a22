using System.Globalization;
using System.Text.Json;
using LeerId.OpenIdConnect;
using LeerId.Retention;
using LeerId.Schools;
using LeerId.Students;
using LeerId.Text;
using Microsoft.Extensions.Options;

namespace LeerId.SignIn;

/// <summary>
/// Makes a <see cref="Student"/> of ACM's claims: exactly the protocol's data (article 3), each accepted as string, number
/// or array, in the ID token or in userinfo. Every other claim is dropped here, and so is the username once its time is over (article 5).
/// </summary>
public sealed class StudentClaims(IOptions<AcmOptions> options, RetentionPolicy policy)
{
    private const int UuidLength = 36;
    private const int MaximumNameRunes = 256;
    private const int MaximumHistory = 100;
    private const int MaximumSchools = 100;

    private readonly AcmClaimNames _names = options.Value.Claims;
    private readonly string[] _decisive = Decisive(options.Value.Claims);

    /// <summary>Whether a claim is missing without which it can't be said who the pupil is or where enrolled.</summary>
    public bool LacksDecisive(JsonElement claims) => Lacks(claims, _decisive);

    /// <summary>Whether any of the claims is missing.</summary>
    public bool LacksAny(JsonElement claims) =>
        LacksDecisive(claims) || Lacks(claims, policy.KeepsUsernames ? [_names.AccountHistory, _names.Username] : [_names.AccountHistory]);

    private static string[] Decisive(AcmClaimNames names) =>
        [names.LeerIdUuid, names.AccountUuid, names.GivenName, names.FamilyName, names.SchoolNumbers];

    /// <summary>Reads the claims; what the ID token lacks is taken from userinfo.</summary>
    /// <param name="idToken">The claims of a validated ID token.</param>
    /// <param name="userInfo">The userinfo answer for the same pupil; null when there is none.</param>
    public Checked<Student, RefusalReason> Read(JsonElement idToken, JsonElement? userInfo)
    {
        if (One(Values(_names.LeerIdUuid)) is not { } leerId || One(Values(_names.AccountUuid)) is not { } account
            || One(Values(_names.GivenName)) is not { } givenName || One(Values(_names.FamilyName)) is not { } familyName
            || One(policy.KeepsUsernames ? Values(_names.Username) : []) is not { } username
            || Values(_names.AccountHistory) is not { Count: <= MaximumHistory } history
            || Values(_names.SchoolNumbers) is not { Count: <= MaximumSchools } schools)
        {
            return RefusalReason.ClaimMalformed;
        }

        Guid? leerIdUuid = null, accountUuid = null;
        if ((leerId.Text is not null && (leerIdUuid = Uuid(leerId)) is null) || (account.Text is not null && (accountUuid = Uuid(account)) is null)
            || All(history, Uuid) is not { } accounts || All(schools, School) is not { } numbers
            || !IsName(givenName.Text) || !IsName(familyName.Text) || !IsName(username.Text))
        {
            return RefusalReason.ClaimMalformed;
        }

        if (leerIdUuid is null && accountUuid is null)
            return RefusalReason.IdentifierMissing;

        return new Student
        {
            LeerIdUuid = leerIdUuid,
            AccountUuid = accountUuid,
            HistoriekAccountUuid = accounts,
            Voornaam = givenName.Text,
            Naam = familyName.Text,
            Gebruikersnaam = username.Text,
            Instellingsnummers = numbers,
        };

        List<ClaimValue>? Values(string name)
        {
            if (idToken.TryGetProperty(name, out JsonElement claim) || (userInfo is { } more && more.TryGetProperty(name, out claim)))
                return ReadValues(claim);
            return [];
        }
    }

    private static bool Lacks(JsonElement claims, string[] names) => Array.Exists(names, name => !claims.TryGetProperty(name, out _));

    // Empty texts and null count as not given; null means malformed.
    internal static List<ClaimValue>? ReadValues(JsonElement claim)
    {
        JsonElement[] elements = claim.ValueKind == JsonValueKind.Array ? [.. claim.EnumerateArray()] : [claim];
        List<ClaimValue> values = [];
        foreach (JsonElement element in elements)
        {
            string? text = element.ValueKind switch
            {
                JsonValueKind.String => StrictJson.TryText(element),
                JsonValueKind.Number => element.GetRawText(),
                JsonValueKind.Null => "",
                _ => null,
            };
            if (text is null)
                return null;
            if (text.Length > 0)
                values.Add(new ClaimValue(text, element.ValueKind == JsonValueKind.Number));
        }

        return values;
    }

    // The one value of a claim that has one, a value without text where there is none, and null where there are several.
    private static ClaimValue? One(List<ClaimValue>? values) => values switch
    {
        [] => default(ClaimValue),
        [var value] => value,
        _ => null,
    };

    private static List<T>? All<T>(List<ClaimValue> values, Func<ClaimValue, T?> parse)
        where T : struct
    {
        List<T> parsed = [];
        foreach (ClaimValue value in values)
        {
            if (parse(value) is not { } item)
                return null;
            if (!parsed.Contains(item))
                parsed.Add(item);
        }

        return parsed;
    }

    // .NET's own exact format still takes white space, signs and prefixes.
    internal static Guid? Uuid(ClaimValue value) =>
        value.Text is { Length: UuidLength } text && text.All(c => char.IsAsciiHexDigit(c) || c == '-')
        && Guid.TryParseExact(text, "D", out Guid uuid) && uuid != Guid.Empty ? uuid : null;

    internal static SchoolNumber? School(ClaimValue value)
    {
        if (!value.IsNumber)
            return SchoolNumber.TryParse(value.Text, out SchoolNumber number) ? number : null;
        return long.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long digits)
            && SchoolNumber.TryFromNumber(digits, out SchoolNumber padded) ? padded : null;
    }

    internal static bool IsName(string? text) =>
        text is null || (text.EnumerateRunes().Count() <= MaximumNameRunes && !text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'));

    internal readonly record struct ClaimValue(string? Text, bool IsNumber);
}
