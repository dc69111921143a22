using System.Security.Cryptography;
using LeerId.Settings;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Applications;

/// <summary>Checks the settings of all applications, and names every fault at once.</summary>
internal sealed class ApplicationsValidator(AddressRules rules) : IValidateOptions<ApplicationsOptions>
{
    private const int MaximumClientIdLength = 64;
    private const int MaximumAddressLength = 512;
    private const int MaximumSecretNameLength = 127;
    private const int SmallestRsaKey = 2048;

    private static readonly string[] Scopes = ["openid", "profile", "leerid"];

    public ValidateOptionsResult Validate(string? name, ApplicationsOptions options)
    {
        List<string> faults = [];
        if (options.Count == 0)
            faults.Add("Applications:0:ClientId is not set. Configure at least one application.");
        for (int i = 0; i < options.Count; i++)
            Check(new Faults(faults, $"{ApplicationsOptions.Section}:{i}"), options[i]);
        faults.AddRange(options.GroupBy(application => application.ClientId, StringComparer.Ordinal)
            .Where(same => same.Key.Length > 0 && same.Count() > 1)
            .Select(same => $"Applications has the ClientId {same.Key} {same.Count()} times; each application needs its own."));
        return AddressRules.Result(faults);
    }

    private void Check(Faults faults, ApplicationOptions options)
    {
        if (options.ClientId.Length is 0 or > MaximumClientIdLength || !options.ClientId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            faults.Add("ClientId", $"must have 1 to {MaximumClientIdLength} characters: letters, digits, - _ and .");
        if (options.Name.Length == 0)
            faults.Add("Name", "is not set.");
        if (options.RedirectUris.Count == 0)
            faults.Add("RedirectUris:0", "is not set. Give at least one address.");
        CheckAddresses(faults, "RedirectUris", options.RedirectUris);
        CheckAddresses(faults, "PostLogoutRedirectUris", options.PostLogoutRedirectUris);
        if (options.InitiateLoginUri.Length > 0)
            CheckAddress(faults, "InitiateLoginUri", options.InitiateLoginUri);
        CheckAuthentication(faults, options);
        if (options.IdTokenAlgorithm is not (SecurityAlgorithms.RsaSha256 or SecurityAlgorithms.EcdsaSha256))
            faults.Add("IdTokenAlgorithm", "must be one of: RS256, ES256.");
        string[] scopes = ApplicationRegister.Words(options.Scopes);
        if (!scopes.Contains(Scopes[0]) || scopes.Except(Scopes).Any())
            faults.Add("Scopes", "must contain openid, and may contain profile and leerid. Other scopes don't exist.");
        if (!bool.TryParse(options.RequiresPkce, out _))
            faults.Add("RequiresPkce", "must be true or false.");
        bool hasOneHost = options.RedirectUris.Select(uri => AddressRules.Parse(uri)?.Host).Distinct(StringComparer.OrdinalIgnoreCase).Count() <= 1;
        if (options.Sector.Length == 0 && !hasOneHost)
            faults.Add("Sector", "is not set, and the redirect URIs have several hosts: choose the sector yourself, and never change it.");
    }

    private void CheckAddresses(Faults faults, string setting, IList<string> addresses)
    {
        for (int i = 0; i < addresses.Count; i++)
            CheckAddress(faults, $"{setting}:{i}", addresses[i]);
    }

    // A fragment never reaches a server, and a wildcard would let others receive the code (RFC 9700, section 4.1.3).
    private void CheckAddress(Faults faults, string setting, string text)
    {
        Uri? address = AddressRules.Parse(text);
        if (address is null || !rules.IsSecure(address))
            faults.Add(setting, "must be an absolute https address.");
        else if (text.Length > MaximumAddressLength || text.AsSpan().ContainsAny('#', '*', '\\') || !text.All(c => c is > ' ' and < '\x7f'))
            faults.Add(setting, $"must have at most {MaximumAddressLength} ASCII characters, without a fragment, a wildcard or a backslash.");
        else if (!text.StartsWith(address.GetLeftPart(UriPartial.Path), StringComparison.Ordinal))
            faults.Add(setting, $"must be written as browsers write it: {address.GetLeftPart(UriPartial.Path)}.");
    }

    private static void CheckAuthentication(Faults faults, ApplicationOptions options)
    {
        if (!Enum.GetNames<ClientAuthentication>().Contains(options.ClientAuthentication, StringComparer.Ordinal))
        {
            faults.Add("ClientAuthentication", $"must be one of: {string.Join(", ", Enum.GetNames<ClientAuthentication>())}.");
            return;
        }

        bool hasKey = options.ClientAuthentication == nameof(ClientAuthentication.PrivateKeyJwt);
        if (hasKey)
        {
            if (!HasUsableKey(options.PublicKeys))
                faults.Add("PublicKeys", "must be a JSON Web Key Set with a public RSA key of at least 2048 bits or a P-256 key, and without private parts.");
        }
        else if (options.PublicKeys.Length > 0)
        {
            faults.Add("PublicKeys", "must be empty, because the application authenticates with a secret.");
        }

        // The limits of Azure Key Vault for names.
        if (options.SecretName.Length > MaximumSecretNameLength || !options.SecretName.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            faults.Add("SecretName", $"must have at most {MaximumSecretNameLength} characters: letters, digits and -.");
        else if (!hasKey && options.SecretName.Length == 0 && options.ClientId.AsSpan().ContainsAny('_', '.'))
            faults.Add("SecretName", "is not set, and the client id has characters that a secret's name can't have: letters, digits and - only.");
    }

    private static bool HasUsableKey(string json)
    {
        try
        {
            IList<JsonWebKey> keys = new JsonWebKeySet(json).Keys;
            return keys.Count > 0 && keys.All(key => !key.HasPrivateKey && IsUsable(key));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or CryptographicException or System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private static bool IsUsable(JsonWebKey key) => key.Kty switch
    {
        JsonWebAlgorithmsKeyTypes.RSA => key.KeySize >= SmallestRsaKey,
        JsonWebAlgorithmsKeyTypes.EllipticCurve => key.Crv == JsonWebKeyECTypes.P256,
        _ => false,
    };

    private readonly record struct Faults(List<string> All, string Application)
    {
        public void Add(string setting, string fault) => All.Add($"{Application}:{setting} {fault}");
    }
}
