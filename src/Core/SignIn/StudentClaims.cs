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
/// Reads a <see cref="Student"/> from ACM's claims: exactly the protocol's data (article 3), each accepted as string, number
/// or array, from the ID token or from userinfo. Every other claim is dropped here, and so is the username after its last day (article 5).
/// </summary>
public sealed class StudentClaims(IOptions<AcmOptions> options, RetentionPolicy policy)
{
    private const int UuidLength = 36;
    private const int MaximumNameRunes = 256;
    private const int MaximumHistory = 100;
    private const int MaximumSchools = 100;

    private readonly AcmClaimNames _names = options.Value.Claims;
    private readonly string[] _decisive = Decisive(options.Value.Claims);

    /// <summary>Whether one of the decisive claims is missing: those with the uuids, the names and the schools.</summary>
    public bool LacksDecisive(JsonElement claims) => Lacks(claims, _decisive);

    /// <summary>Whether any claim with the protocol's data is missing.</summary>
    public bool LacksAny(JsonElement claims) =>
        LacksDecisive(claims) || Lacks(claims, policy.KeepsUsernames ? [_names.AccountHistory, _names.Username] : [_names.AccountHistory]);

    /// <summary>Reads the claims. A claim that the ID token lacks is taken from userinfo.</summary>
    /// <param name="idToken">The claims of a validated ID token.</param>
    /// <param name="userInfo">The userinfo answer for the same pupil; null when there is none.</param>
    public Checked<Student, RefusalReason> Read(JsonElement idToken, JsonElement? userInfo)
    {
        ClaimReader claims = new(idToken, userInfo);
        Guid? leerIdUuid = claims.One(_names.LeerIdUuid, Uuid);
        Guid? accountUuid = claims.One(_names.AccountUuid, Uuid);
        IReadOnlyList<Guid> accountHistory = claims.All(_names.AccountHistory, MaximumHistory, Uuid);
        string? givenName = claims.Name(_names.GivenName);
        string? familyName = claims.Name(_names.FamilyName);
        string? username = policy.KeepsUsernames ? claims.Name(_names.Username) : null;
        IReadOnlyList<SchoolNumber> schools = claims.All(_names.SchoolNumbers, MaximumSchools, School);

        if (claims.IsMalformed)
            return RefusalReason.ClaimMalformed;
        if (leerIdUuid is null && accountUuid is null)
            return RefusalReason.IdentifierMissing;
        return new Student
        {
            LeerIdUuid = leerIdUuid,
            AccountUuid = accountUuid,
            HistoriekAccountUuid = accountHistory,
            Voornaam = givenName,
            Naam = familyName,
            Gebruikersnaam = username,
            Instellingsnummers = schools,
        };
    }

    private static string[] Decisive(AcmClaimNames names) =>
        [names.LeerIdUuid, names.AccountUuid, names.GivenName, names.FamilyName, names.SchoolNumbers];

    private static bool Lacks(JsonElement claims, string[] names) => Array.Exists(names, name => !claims.TryGetProperty(name, out _));

    // The values in a claim, without empty texts and nulls. Returns null if the claim is malformed.
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

    // The characters are checked first, because .NET's exact format also accepts white space, signs and prefixes.
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

    internal readonly record struct ClaimValue(string Text, bool IsNumber);

    /// <summary>Reads claims one by one, and remembers whether one of them was malformed.</summary>
    private sealed class ClaimReader(JsonElement idToken, JsonElement? userInfo)
    {
        public bool IsMalformed { get; private set; }

        /// <summary>The value of a claim that has one at most; null when it is not given.</summary>
        public T? One<T>(string name, Func<ClaimValue, T?> parse)
            where T : struct
        {
            IReadOnlyList<T> values = All(name, maximum: 1, parse);
            return values.Count == 1 ? values[0] : null;
        }

        /// <summary>The values of a claim, each once.</summary>
        public IReadOnlyList<T> All<T>(string name, int maximum, Func<ClaimValue, T?> parse)
            where T : struct
        {
            T?[] values = [.. Values(name, maximum).Select(parse)];
            IsMalformed |= Array.Exists(values, value => value is null);
            return [.. values.OfType<T>().Distinct()];
        }

        /// <summary>The name in a claim; null when it is not given.</summary>
        public string? Name(string name)
        {
            string? text = Values(name, maximum: 1) is [var value] ? value.Text : null;
            IsMalformed |= !IsName(text);
            return text;
        }

        private List<ClaimValue> Values(string name, int maximum)
        {
            if (!idToken.TryGetProperty(name, out JsonElement claim) && !(userInfo is { } more && more.TryGetProperty(name, out claim)))
                return [];
            if (ReadValues(claim) is { } values && values.Count <= maximum)
                return values;
            IsMalformed = true;
            return [];
        }
    }
}
