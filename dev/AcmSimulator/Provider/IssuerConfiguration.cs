using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace LeerId.AcmSimulator.Provider;

/// <summary>Gives OpenIddict the issuer, which is unknown until the server has a port.</summary>
internal sealed class IssuerConfiguration : IConfigureOptions<OpenIddictServerOptions>
{
    public Uri? Issuer { get; set; }

    public void Configure(OpenIddictServerOptions options) => options.Issuer = Issuer;
}
