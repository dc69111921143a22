using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;

namespace LeerId.OpenIdConnect;

/// <summary>One request to an OpenID provider and its answer: JSON, bounded in time and size, no redirect followed, nothing tried twice.</summary>
public sealed class ProviderWire(IHttpClientFactory clients)
{
    /// <summary>The name of the HTTP client, for its registration.</summary>
    public const string ClientName = "openid-provider";

    /// <summary>More than any answer of a provider, and still little: 2 MiB.</summary>
    public const int MaximumAnswerBytes = 2 * 1024 * 1024;

    /// <summary>Sends a request.</summary>
    /// <exception cref="ProviderUnavailableException">No connection, no answer in time, a server error, or an answer that is no JSON object.</exception>
    public async Task<ProviderAnswer> SendAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Json));
        try
        {
            using HttpClient client = clients.CreateClient(ClientName);
            using HttpResponseMessage response = await client.SendAsync(request, limit.Token);
            if (response.StatusCode >= HttpStatusCode.InternalServerError)
                throw new ProviderUnavailableException(ProviderFault.Failed);

            byte[] body = await response.Content.ReadAsByteArrayAsync(limit.Token);
            return new ProviderAnswer(response.StatusCode, Json(response, body), response.Headers.CacheControl?.MaxAge);
        }
        catch (OperationCanceledException exception)
        {
            // A connection that does not come about in time ends this way too, without the limit having passed.
            throw new ProviderUnavailableException(ProviderFault.Timeout, exception);
        }
        catch (HttpRequestException exception) when (
            exception.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.InvalidResponse)
        {
            throw new ProviderUnavailableException(ProviderFault.AnswerInvalid, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new ProviderUnavailableException(ProviderFault.Unreachable, exception);
        }
    }

    private static JsonElement Json(HttpResponseMessage response, byte[] body)
    {
        bool isJson = string.Equals(response.Content.Headers.ContentType?.MediaType, MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase);
        return isJson && StrictJson.ParseObject(body) is { } json
            ? json
            : throw new ProviderUnavailableException(ProviderFault.AnswerInvalid);
    }
}

/// <summary>An answer of a provider. A class, not a record, so that it never prints what it holds.</summary>
/// <param name="status">Below 500.</param>
/// <param name="json">The body, an object.</param>
/// <param name="maxAge">How long it may be cached; null when the provider does not say.</param>
public sealed class ProviderAnswer(HttpStatusCode status, JsonElement json, TimeSpan? maxAge)
{
    /// <summary>The HTTP status, below 500.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>The body, an object.</summary>
    public JsonElement Json { get; } = json;

    /// <summary>How long the answer may be cached; null when the provider does not say.</summary>
    public TimeSpan? MaxAge { get; } = maxAge;

    /// <summary>The body of a 200.</summary>
    /// <exception cref="ProviderUnavailableException">Another status.</exception>
    public JsonElement Expected() => Status == HttpStatusCode.OK ? Json : throw new ProviderUnavailableException(ProviderFault.AnswerInvalid);
}
