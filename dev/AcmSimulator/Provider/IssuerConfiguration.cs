using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace LeerId.AcmSimulator.Provider;

/// <summary>Sets the issuer, which is known only after the port is.</summary>
internal sealed class IssuerConfiguration : IConfigureOptions<OpenIddictServerOptions>
{
    public Uri? Issuer { get; set; }

    public void Configure(OpenIddictServerOptions options) => options.Issuer = Issuer;
}
