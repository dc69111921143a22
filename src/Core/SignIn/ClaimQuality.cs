using System.Collections.Frozen;
using System.Text.Json;
using LeerId.Notices;
using LeerId.Retention;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeerId.SignIn;

/// <summary>
/// Finds the faults in ACM's claims that must be reported (protocol, article 7): missing and malformed data, a history that contains
/// the current account, and superfluous data. It never refuses, delays or fails a sign-in.
/// </summary>
public sealed partial class ClaimQuality(
    IOptions<AcmOptions> options, RetentionPolicy policy, QualityFindings findings, ILogger<ClaimQuality> logger)
{
    // The claims of OpenID Connect and ACM's technical ones. They are about the sign-in and not about the pupil.
    private static readonly FrozenSet<string> Technical = FrozenSet.ToFrozenSet(
        [
            "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce", "azp", "at_hash", "c_hash", "s_hash", "acr", "amr", "auth_time", "sid",
            "kid", "updated_at",
        ],
        StringComparer.Ordinal);

    private readonly AcmClaimNames _names = options.Value.Claims;
    private readonly FrozenSet<string> _protocol = Protocol(options.Value.Claims);
    private readonly FrozenSet<string> _agreed = FrozenSet.ToFrozenSet(options.Value.AgreedClaimNames, StringComparer.Ordinal);

    /// <summary>Examines the claims of one sign-in and reports their faults.</summary>
    /// <param name="idToken">The claims of a validated ID token.</param>
    /// <param name="userInfo">The userinfo answer for the same pupil; null when there is none.</param>
    public void Examine(JsonElement idToken, JsonElement? userInfo)
    {
        try
        {
            Claims claims = new(idToken, userInfo);
            Check(claims, _names.GivenName, "Voornaam", Necessity.Value, value => StudentClaims.IsName(value.Text), isSingle: true);
            Check(claims, _names.FamilyName, "Naam", Necessity.Value, value => StudentClaims.IsName(value.Text), isSingle: true);
            // A pupil without INSZ (national number) has none.
            Check(claims, _names.LeerIdUuid, "Leer_id_uuid", Necessity.Optional, value => StudentClaims.Uuid(value) is not null, isSingle: true);
            Check(claims, _names.AccountUuid, "Account_uuid", Necessity.Value, value => StudentClaims.Uuid(value) is not null, isSingle: true);
            Check(claims, _names.AccountHistory, "Historiek_account_uuid", Necessity.Optional, value => StudentClaims.Uuid(value) is not null, isSingle: false);
            // An empty claim says that there is no enrolment.
            Check(claims, _names.SchoolNumbers, "Instellingsnummer", Necessity.Claim, value => StudentClaims.School(value) is not null, isSingle: false);
            if (policy.KeepsUsernames)
                Check(claims, _names.Username, "Gebruikersnaam", Necessity.Optional, value => StudentClaims.IsName(value.Text), isSingle: true);
            CheckHistory(claims);
            CheckSuperfluous(idToken, userInfo);
        }
        catch (Exception exception)
        {
            // The message isn't logged, because it might quote a value.
            string fault = exception.GetType().Name;
            LogFailed(fault);
        }
    }

    private static FrozenSet<string> Protocol(AcmClaimNames names) => FrozenSet.ToFrozenSet(
        [names.LeerIdUuid, names.AccountUuid, names.AccountHistory, names.GivenName, names.FamilyName, names.SchoolNumbers], StringComparer.Ordinal);

    private void Check(
        Claims claims, string name, string data, Necessity necessity, Func<StudentClaims.ClaimValue, bool> isWellFormed, bool isSingle)
    {
        if (!claims.TryGet(name, out JsonElement claim))
        {
            if (necessity != Necessity.Optional)
                Add(QualityFault.Missing, data);
            return;
        }

        List<StudentClaims.ClaimValue>? values = StudentClaims.ReadValues(claim);
        if (values is null || (isSingle && values.Count > 1) || !values.TrueForAll(value => isWellFormed(value)))
            Add(QualityFault.Malformed, data);
        else if (values.Count == 0 && necessity == Necessity.Value)
            Add(QualityFault.Missing, data);
    }

    private void CheckHistory(Claims claims)
    {
        if (claims.TryGet(_names.AccountHistory, out JsonElement history) && claims.TryGet(_names.AccountUuid, out JsonElement account)
            && StudentClaims.ReadValues(account) is [var current] && StudentClaims.Uuid(current) is { } uuid
            && StudentClaims.ReadValues(history)?.Exists(value => StudentClaims.Uuid(value) == uuid) == true)
        {
            Add(QualityFault.HoldsCurrentAccount, "Historiek_account_uuid");
        }
    }

    private void CheckSuperfluous(JsonElement idToken, JsonElement? userInfo)
    {
        List<string>? superfluous = null;
        Gather(idToken);
        if (userInfo is { } more)
            Gather(more);
        if (superfluous is not null)
            findings.Add(new QualityFinding(QualityFault.Superfluous, ""), superfluous);

        void Gather(JsonElement claims)
        {
            foreach (JsonProperty claim in claims.EnumerateObject())
            {
                bool isKnown = _protocol.Contains(claim.Name) || Technical.Contains(claim.Name) || _agreed.Contains(claim.Name)
                    || (claim.Name == _names.Username && policy.KeepsUsernames);
                if (!isKnown && claim.Value.ValueKind != JsonValueKind.Null)
                    (superfluous ??= []).Add(Shown(claim.Name));
            }
        }
    }

    // The name of a claim may contain personal data, such as a national number. Such a name is not shown.
    private static string Shown(string name)
    {
        const int MaximumLength = 64, MaximumDigits = 4;
        return name.Length <= MaximumLength && name.Count(char.IsAsciiDigit) <= MaximumDigits
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ':' or '/' or '-')
            ? name
            : "(onleesbaar)";
    }

    private void Add(QualityFault fault, string data) => findings.Add(new QualityFinding(fault, data), []);

    [LoggerMessage(EventId = 4011, Level = LogLevel.Error, Message = "The claims of a sign-in could not be checked for faults in the data: {Fault}")]
    private partial void LogFailed(string fault);

    private enum Necessity
    {
        /// <summary>The claim may be absent.</summary>
        Optional,

        /// <summary>The claim must be present, but may be empty.</summary>
        Claim,

        /// <summary>The claim must have a value.</summary>
        Value,
    }

    private readonly record struct Claims(JsonElement IdToken, JsonElement? UserInfo)
    {
        public bool TryGet(string name, out JsonElement claim) =>
            IdToken.TryGetProperty(name, out claim) || (UserInfo is { } more && more.TryGetProperty(name, out claim));
    }
}
