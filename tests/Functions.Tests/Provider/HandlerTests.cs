using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace LeerId.Functions.Tests.Provider;

/// <summary>The list of handlers that OpenIddict searches for each event of a request.</summary>
public sealed class HandlerTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>
{
    [Fact]
    public async Task List_has_handlers_for_each_endpoint_with_an_address_and_for_no_other()
    {
        // The first request reads the keys, without which there are no options.
        await provider.TokensAsync();
        OpenIddictServerOptions options = provider.Rig.Host.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue;
        const string suffix = "EndpointUris";
        (string Name, bool IsServed)[] endpoints =
        [
            .. typeof(OpenIddictServerOptions).GetProperties()
                .Where(property => property.Name.EndsWith(suffix, StringComparison.Ordinal))
                .Select(property => (property.Name[..^suffix.Length], ((List<Uri>)property.GetValue(options)!).Count > 0)),
        ];

        Assert.Equal(
            ["Authorization", "Configuration", "EndSession", "JsonWebKeySet", "Token", "UserInfo"],
            endpoints.Where(endpoint => endpoint.IsServed).Select(endpoint => endpoint.Name).Order());
        Assert.All(endpoints, endpoint => Assert.Equal(
            endpoint.IsServed, options.Handlers.Any(handler => handler.ContextType.Name == $"Validate{endpoint.Name}RequestContext"
                || handler.ContextType.Name == $"Handle{endpoint.Name}RequestContext")));
    }
}
