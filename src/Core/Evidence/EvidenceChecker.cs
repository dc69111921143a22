using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using LeerId.PrivacyLog.Seals;
using LeerId.Secrets;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Evidence;

/// <summary>
/// Checks whether a file contains an evidence report that this app signed and that nobody changed (protocol, article 6). Every version of <c>seal-key</c>
/// that is still enabled is tried, so that old reports can be checked as well.
/// </summary>
public sealed class EvidenceChecker(ISecretReader secrets)
{
    /// <summary>The maximum size of a file, in bytes.</summary>
    public const int MaximumBytes = EvidenceFile.MaximumBytes;

    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = 2 * EvidenceFile.MaximumBytes };

    /// <summary>Checks a file: the report in JSON, the page, the bare token, or a ZIP file with one of them.</summary>
    /// <exception cref="Azure.RequestFailedException">The vault refused or is unavailable.</exception>
    /// <exception cref="SecretMissingException">There is no <c>seal-key</c>.</exception>
    public async Task<EvidenceCheckOutcome> CheckAsync(byte[] file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        EvidenceFileContent content = EvidenceFile.Read(file);
        if (content.Fault is { } fault)
            return new EvidenceCheckOutcome.NotChecked(fault);

        string kid = content.Kid ?? "";
        if ((await KeysAsync(cancellationToken)).FirstOrDefault(known => known.Key.Public.Kid == kid) is not { Key: not null } found)
            return new EvidenceCheckOutcome.KeyUnknown(kid);
        TokenValidationResult result = await Handler.ValidateTokenAsync(content.Token, new TokenValidationParameters
        {
            ValidTypes = [SignedReport.TokenType],
            ValidAlgorithms = [SigningKey.Algorithm],
            IssuerSigningKey = found.Key.Credentials.Key,
            // The page shows the issuer. A report has no audience, and it never expires.
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        if (!result.IsValid)
            return new EvidenceCheckOutcome.Changed(kid);

        JsonElement report = JsonElement.Parse(Base64UrlEncoder.Decode(((JsonWebToken)result.SecurityToken).EncodedPayload));
        bool readablePartMatches = content.ReadableReport is not { } readable || JsonElement.DeepEquals(readable, report);
        return new EvidenceCheckOutcome.Genuine(FactsOf(report), kid, found.Age, readablePartMatches);
    }

    private async Task<IReadOnlyList<(SigningKey Key, SealKeyAge Age)>> KeysAsync(CancellationToken cancellationToken)
    {
        SecretVersions versions = await secrets.ReadAllAsync(SealKeys.SecretName, cancellationToken);
        (string? Pem, SealKeyAge Age)[] all =
        [
            (versions.Current, SealKeyAge.Current), (versions.Previous, SealKeyAge.Published), (versions.Next, SealKeyAge.Published),
            .. versions.Older.Select(pem => ((string?)pem, SealKeyAge.Older)),
        ];
        return [.. from version in all where version.Pem is not null let key = Parse(version.Pem) where key is not null select (key, version.Age)];
    }

    // A version that isn't a valid key never signed anything.
    private static SigningKey? Parse(string pem)
    {
        try
        {
            return SigningKey.Parse(pem);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    private static EvidenceFacts FactsOf(JsonElement report) => new(
        EvidenceFile.Text(report, "jti") ?? "", EvidenceFile.Text(report, "iss") ?? "",
        new EvidencePeriod(Day(report, "from"), Day(report, "until")),
        report.TryGetProperty("madeAt", out JsonElement made) && made.TryGetDateTimeOffset(out DateTimeOffset at) ? at : DateTimeOffset.MinValue);

    private static DateOnly Day(JsonElement report, string member) =>
        DateOnly.TryParse(EvidenceFile.Text(report, member), CultureInfo.InvariantCulture, out DateOnly day) ? day : default;
}

/// <summary>The result of checking a file.</summary>
public abstract record EvidenceCheckOutcome
{
    private EvidenceCheckOutcome()
    {
    }

    /// <summary>The file contains a report that this app signed, and the signed part is unchanged.</summary>
    /// <param name="Facts">The facts about the report.</param>
    /// <param name="Kid">The id of the key: its thumbprint (RFC 7638).</param>
    /// <param name="Age">The age of that key.</param>
    /// <param name="ReadablePartMatches">
    /// Whether the readable report next to the signature equals the signed one; also true if the file has no readable report.
    /// </param>
    public sealed record Genuine(EvidenceFacts Facts, string Kid, SealKeyAge Age, bool ReadablePartMatches) : EvidenceCheckOutcome;

    /// <summary>The signature is not valid: somebody changed the report after it was signed, or somebody else signed it.</summary>
    /// <param name="Kid">The id of the key that the report names, as read from the file.</param>
    public sealed record Changed(string Kid) : EvidenceCheckOutcome;

    /// <summary>The report names a key that this app doesn't have, or no longer has.</summary>
    /// <param name="Kid">The id of the key, as read from the file.</param>
    public sealed record KeyUnknown(string Kid) : EvidenceCheckOutcome;

    /// <summary>The file contains no report to check.</summary>
    /// <param name="Fault">The reason.</param>
    public sealed record NotChecked(EvidenceFileFault Fault) : EvidenceCheckOutcome;
}

/// <summary>The signed facts about a report.</summary>
/// <param name="Number">The number of the report.</param>
/// <param name="Issuer">The address of the app that made it.</param>
/// <param name="Period">The days that the report covers.</param>
/// <param name="MadeAt">The moment when it was made, UTC.</param>
public sealed record EvidenceFacts(string Number, string Issuer, EvidencePeriod Period, DateTimeOffset MadeAt);

/// <summary>The age of a key of this app that signed a report.</summary>
public enum SealKeyAge
{
    /// <summary>The key in use.</summary>
    Current,

    /// <summary>Another published key: the previous or the next one.</summary>
    Published,

    /// <summary>An older key, which is no longer published.</summary>
    Older,
}
