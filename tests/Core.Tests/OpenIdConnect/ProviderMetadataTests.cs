using System.Net;
using LeerId.OpenIdConnect;
using LeerId.Testing;
using Microsoft.Extensions.Logging;

namespace LeerId.Core.Tests.OpenIdConnect;

/// <summary>The values that are read from a provider's discovery document.</summary>
public sealed class ProviderMetadataTests : IDisposable
{
    private readonly ProviderRig _provider = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _provider.Dispose();

    [Fact]
    public async Task Endpoints_are_those_of_the_discovery_document()
    {
        Assert.Equal(
            new ProviderEndpoints(At("auth"), At("token"), At("keys"), At("userinfo"), At("logout"), NamesIssuer: false),
            await _provider.Metadata.EndpointsAsync(Cancel));
        Assert.Equal("application/json", _provider.Accept);
        Assert.Empty(_provider.Logs.Entries);
    }

    [Theory]
    [InlineData("userinfo_endpoint")]
    [InlineData("end_session_endpoint")]
    public async Task Endpoint_that_not_every_provider_has_may_be_missing(string name)
    {
        _provider.Discovery.Remove(name);

        ProviderEndpoints endpoints = await _provider.Metadata.EndpointsAsync(Cancel);

        Assert.Null(name == "userinfo_endpoint" ? endpoints.UserInfo : endpoints.EndSession);
    }

    [Theory]
    [InlineData("issuer", null)]
    [InlineData("issuer", "https://provider.example/op/")]
    [InlineData("authorization_endpoint", null)]
    [InlineData("token_endpoint", null)]
    [InlineData("jwks_uri", null)]
    [InlineData("jwks_uri", "/op/v1/keys")]
    [InlineData("jwks_uri", "http://provider.example/op/v1/keys")]
    [InlineData("authorization_endpoint", "https://exämple.example/auth")]
    [InlineData("authorization_endpoint", "https://provider.example/a\u0001")]
    [InlineData("token_endpoint", " https://provider.example/token")]
    [InlineData("token_endpoint", "https://provider.example/token\u007f")]
    public async Task Document_of_another_issuer_or_without_a_secure_address_is_refused(string name, string? value)
    {
        _provider.Discovery[name] = value;
        await FailsAsync(ProviderFault.AnswerInvalid);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, nameof(ProviderFault.AnswerInvalid), 404)]
    [InlineData(HttpStatusCode.Created, nameof(ProviderFault.AnswerInvalid), 201)]
    [InlineData(HttpStatusCode.InternalServerError, nameof(ProviderFault.Failed), 500)]
    [InlineData(HttpStatusCode.ServiceUnavailable, nameof(ProviderFault.Failed), 503)]
    public async Task Answer_with_another_status_is_a_fault_and_is_logged(HttpStatusCode status, string fault, int logged)
    {
        _provider.Status = status;

        await FailsAsync(Enum.Parse<ProviderFault>(fault));

        LogEntry entry = Assert.Single(_provider.Logs.Entries);
        Assert.Equal((LogLevel.Error, 1001), (entry.Level, entry.EventId.Id));
        Assert.Equal($"The discovery document of the provider could not be loaded: {fault}; found: status {logged}", entry.Message);
    }

    [Theory]
    [InlineData("issuer", "https://other.example/op", "the published issuer is 'https://other.example/op', and not 'https://provider.example/op'")]
    [InlineData("issuer", "a\r\nb\u0000", "the published issuer is 'a  b', and not 'https://provider.example/op'")]
    [InlineData("issuer", null, "the published issuer is missing or no text, and not 'https://provider.example/op'")]
    [InlineData("token_endpoint", "http://x.example/", "token_endpoint is 'http://x.example/', and not an absolute https address")]
    public async Task Log_quotes_the_value_of_the_document(string name, string? value, string finding)
    {
        _provider.Discovery[name] = value;
        await FailsAsync(ProviderFault.AnswerInvalid);
        Assert.EndsWith($": AnswerInvalid; found: {finding}", Assert.Single(_provider.Logs.Entries).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_quotes_at_most_200_characters()
    {
        _provider.Discovery["issuer"] = new string('x', 1000);
        await FailsAsync(ProviderFault.AnswerInvalid);
        Assert.Contains($"'{new string('x', 200)}'", Assert.Single(_provider.Logs.Entries).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_names_a_content_type_that_is_not_taken()
    {
        _provider.MediaType = "text/html";
        await FailsAsync(ProviderFault.AnswerInvalid);
        Assert.EndsWith(
            "found: the content type is 'text/html', and not application/json", Assert.Single(_provider.Logs.Entries).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discovery_document_has_no_other_content_type_than_JSON()
    {
        _provider.MediaType = "application/jwk-set+json";
        await FailsAsync(ProviderFault.AnswerInvalid);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"true\"", false)]
    public async Task Announcement_that_answers_name_the_issuer_is_read(string json, bool names)
    {
        _provider.Discovery["authorization_response_iss_parameter_supported"] = System.Text.Json.Nodes.JsonNode.Parse(json);
        Assert.Equal(names, (await _provider.Metadata.EndpointsAsync(Cancel)).NamesIssuer);
    }

    [Fact]
    public async Task Unavailable_metadata_are_requested_once_per_two_seconds()
    {
        _provider.Status = HttpStatusCode.ServiceUnavailable;
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _provider.Gate = gate.Task;
        Task[] asking = [.. Enumerable.Range(0, 50).Select(_ => FailsAsync(ProviderFault.Failed))];
        gate.SetResult();
        await Task.WhenAll(asking);
        await FailsAsync(ProviderFault.Failed);
        _provider.Clock.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromMilliseconds(1));
        await FailsAsync(ProviderFault.Failed);
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => _provider.Metadata.ReloadEndpointsAsync(Cancel).AsTask());
        Assert.Equal(["openid-configuration"], _provider.Requests);

        _provider.Clock.Advance(TimeSpan.FromMilliseconds(1));
        _provider.Status = HttpStatusCode.OK;
        await _provider.Metadata.EndpointsAsync(Cancel);
        Assert.Equal(["openid-configuration", "openid-configuration"], _provider.Requests);
    }

    private static Uri At(string name) => new($"{ProviderRig.Issuer}/v1/{name}");

    private async Task FailsAsync(ProviderFault fault)
    {
        ProviderUnavailableException exception =
            await Assert.ThrowsAsync<ProviderUnavailableException>(() => _provider.Metadata.EndpointsAsync(Cancel).AsTask());
        Assert.Equal(fault, exception.Fault);
    }
}
