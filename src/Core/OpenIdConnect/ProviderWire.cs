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

    /// <summary>Sends a request, which asks for JSON if it has no header Accept.</summary>
    /// <exception cref="ProviderUnavailableException">No connection, no answer in time, or a server error.</exception>
    public async Task<ProviderAnswer> SendAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        if (request.Headers.Accept.Count == 0)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Json));
        try
        {
            using HttpClient client = clients.CreateClient(ClientName);
            using HttpResponseMessage response = await client.SendAsync(request, limit.Token);
            if (response.StatusCode >= HttpStatusCode.InternalServerError)
                throw new ProviderUnavailableException(ProviderFault.Failed, $"status {(int)response.StatusCode}");

            byte[] body = await response.Content.ReadAsByteArrayAsync(limit.Token);
            return new ProviderAnswer(
                response.StatusCode, response.Content.Headers.ContentType?.MediaType, body, response.Headers.CacheControl?.MaxAge);
        }
        catch (OperationCanceledException exception)
        {
            // A connection that does not come about in time ends this way too, without the limit having passed.
            throw new ProviderUnavailableException(ProviderFault.Timeout, "no answer in time", exception);
        }
        catch (HttpRequestException exception) when (
            exception.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.InvalidResponse)
        {
            throw new ProviderUnavailableException(
                ProviderFault.AnswerInvalid, $"an answer that is not HTTP, or is longer than {MaximumAnswerBytes} bytes", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            string error = exception is HttpRequestException failed ? failed.HttpRequestError.ToString() : "the connection broke off";
            throw new ProviderUnavailableException(ProviderFault.Unreachable, error, exception);
        }
    }
}

/// <summary>An answer of a provider. A class, not a record, so that it never prints what it holds.</summary>
/// <param name="status">The HTTP status, below 500.</param>
/// <param name="mediaType">The media type of the body; null if the provider gave none that can be read.</param>
/// <param name="body">The body.</param>
/// <param name="maxAge">How long it may be cached; null when the provider does not say.</param>
public sealed class ProviderAnswer(HttpStatusCode status, string? mediaType, byte[] body, TimeSpan? maxAge)
{
    /// <summary>The HTTP status, below 500.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>How long the answer may be cached; null when the provider does not say.</summary>
    public TimeSpan? MaxAge { get; } = maxAge;

    /// <summary>The body, a JSON object.</summary>
    /// <exception cref="ProviderUnavailableException">The body has another media type, or is no JSON object.</exception>
    public JsonElement ReadJson() => StrictJson.ParseObject(BodyOf(MediaTypeNames.Application.Json)) is { } json
        ? json
        : throw new ProviderUnavailableException(ProviderFault.AnswerInvalid, "a body that is no JSON object with each name once");

    /// <summary>The body of a 200, a JSON object.</summary>
    /// <exception cref="ProviderUnavailableException">Another status or media type, or no JSON object.</exception>
    public JsonElement ExpectJson()
    {
        ExpectOk();
        return ReadJson();
    }

    /// <summary>The body of a 200 of one of these media types.</summary>
    /// <exception cref="ProviderUnavailableException">Another status or media type.</exception>
    public byte[] ExpectBody(params IReadOnlyList<string> mediaTypes)
    {
        ExpectOk();
        return BodyOf(mediaTypes);
    }

    private void ExpectOk()
    {
        if (Status != HttpStatusCode.OK)
            throw new ProviderUnavailableException(ProviderFault.AnswerInvalid, $"status {(int)Status}");
    }

    private byte[] BodyOf(params IReadOnlyList<string> mediaTypes) => mediaTypes.Contains(mediaType, StringComparer.OrdinalIgnoreCase)
        ? body
        : throw new ProviderUnavailableException(
            ProviderFault.AnswerInvalid, $"the content type is {ProviderUnavailableException.Quote(mediaType)}, and not {string.Join(" or ", mediaTypes)}");
}
