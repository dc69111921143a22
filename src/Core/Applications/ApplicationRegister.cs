using System.Collections.Frozen;
using LeerId.Settings;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Applications;

/// <summary>The publisher's applications, by client id.</summary>
public sealed class ApplicationRegister
{
    private readonly Application[] _all;
    private readonly FrozenDictionary<string, Application> _byClientId;

    /// <summary>Reads the validated settings.</summary>
    public ApplicationRegister(IOptions<ApplicationsOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _all = [.. options.Value.Select(Parse)];
        _byClientId = All.ToFrozenDictionary(application => application.ClientId, StringComparer.Ordinal);
    }

    /// <summary>Every application, in the order of the settings.</summary>
    public IReadOnlyList<Application> All => _all;

    /// <summary>The names of all applications, as a Dutch enumeration.</summary>
    public string Names => _all is [.. { Length: > 0 } others, var last]
        ? $"{string.Join(", ", others.Select(application => application.Name))} en {last.Name}"
        : All[0].Name;

    /// <summary>The application with a client id; null when there is none.</summary>
    public Application? Find(string? clientId) => clientId is null ? null : _byClientId.GetValueOrDefault(clientId);

    internal static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Application Parse(ApplicationOptions options)
    {
        ClientAuthentication authentication = Enum.Parse<ClientAuthentication>(options.ClientAuthentication);
        bool hasSecret = authentication != ClientAuthentication.PrivateKeyJwt;
        return new Application
        {
            ClientId = options.ClientId,
            Name = options.Name,
            RedirectUris = [.. options.RedirectUris],
            PostLogoutRedirectUris = [.. options.PostLogoutRedirectUris],
            InitiateLoginUri = AddressRules.Parse(options.InitiateLoginUri),
            ClientAuthentication = authentication,
            SecretName = !hasSecret ? null : options.SecretName.Length > 0 ? options.SecretName : $"application-{options.ClientId}-secret",
            PublicKeys = hasSecret ? [] : [.. new JsonWebKeySet(options.PublicKeys).Keys],
            IdTokenAlgorithm = options.IdTokenAlgorithm,
            Scopes = Words(options.Scopes),
            RequiresPkce = bool.Parse(options.RequiresPkce),
            Sector = SectorOf(options),
            Protocol = options.Protocol,
        };
    }

    private static string SectorOf(ApplicationOptions options) =>
        options.Sector.Length > 0 ? options.Sector : AddressRules.Parse(options.RedirectUris.FirstOrDefault())?.Host ?? "";
}
