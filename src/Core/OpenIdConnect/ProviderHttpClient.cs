using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;

namespace LeerId.OpenIdConnect;

/// <summary>Sends requests to OpenID providers. Time and size of an answer are limited. Redirects are not followed, and no request is retried.</summary>
public sealed class ProviderHttpClient(IHttpClientFactory clients)
{
    /// <summary>The name under which the HTTP client is registered.</summary>
    public const string ClientName = "openid-provider";

    /// <summary>The maximum size of an answer in bytes: 2 MiB, more than any provider sends.</summary>
    public const int MaximumAnswerBytes = 2 * 1024 * 1024;

    /// <summary>Sends a request. If it has no header <c>Accept</c>, it asks for JSON.</summary>
    /// <exception cref="ProviderUnavailableException">
    /// There was no connection, no answer in time, a server error, or an answer that is not HTTP or too long.
    /// </exception>
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
            // The connect timeout throws this exception too, before the limit has passed.
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
            string error = exception is HttpRequestException failed ? failed.HttpRequestError.ToString() : "the connection was lost";
            throw new ProviderUnavailableException(ProviderFault.Unreachable, error, exception);
        }
    }
}

/// <summary>An answer of a provider. This is not a record, because a record would print the body.</summary>
/// <param name="status">The HTTP status, below 500.</param>
/// <param name="mediaType">The media type of the body; null if it is missing or invalid.</param>
/// <param name="body">The body.</param>
/// <param name="maxAge">The time for which the answer may be cached; null if the provider does not say.</param>
public sealed class ProviderAnswer(HttpStatusCode status, string? mediaType, byte[] body, TimeSpan? maxAge)
{
    /// <summary>The HTTP status, below 500.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>The time for which the answer may be cached; null if the provider does not say.</summary>
    public TimeSpan? MaxAge { get; } = maxAge;

    /// <summary>Reads the body as a JSON object, whatever the status.</summary>
    /// <exception cref="ProviderUnavailableException">The body has another media type, or is not a JSON object in which each name is unique.</exception>
    public JsonElement ReadJson() => StrictJson.ParseObject(BodyOf(MediaTypeNames.Application.Json)) is { } json
        ? json
        : throw new ProviderUnavailableException(ProviderFault.AnswerInvalid, "a body that is not a JSON object in which each name is unique");

    /// <summary>Reads the body of an answer with status 200 as a JSON object.</summary>
    /// <exception cref="ProviderUnavailableException">
    /// The status or the media type is another, or the body is not a JSON object in which each name is unique.
    /// </exception>
    public JsonElement ExpectJson()
    {
        ExpectOk();
        return ReadJson();
    }

    /// <summary>Returns the body of an answer with status 200 and one of these media types.</summary>
    /// <exception cref="ProviderUnavailableException">The status or the media type is another.</exception>
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
