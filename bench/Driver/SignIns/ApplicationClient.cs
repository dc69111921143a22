using System.Net.Http.Headers;
using System.Text.Json;

namespace LeerId.Bench.Driver.SignIns;

/// <summary>
/// The application to which pupils sign in through our software. The driver plays this role, so that its processor time is in no measurement.
/// Nothing listens at its address.
/// </summary>
/// <param name="issuer">The address of our software.</param>
/// <param name="secret">The client secret.</param>
internal sealed class ApplicationClient(Uri issuer, string secret)
{
    public const string ClientId = "bench-application";

    public static readonly Uri RedirectUri = new("http://127.0.0.1:9/callback");

    // The example of RFC 7636, appendix B. A new verifier per sign-in would only cost the driver time.
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private readonly Uri _token = new(issuer, "token");
    private readonly Uri _userinfo = new(issuer, "userinfo");

    /// <summary>The address at which a sign-in begins.</summary>
    public Uri Start { get; } = new(issuer, "authorize?response_type=code&response_mode=query&scope=openid%20profile%20leerid&state=state&nonce=nonce"
        + $"&client_id={ClientId}&redirect_uri={Uri.EscapeDataString(RedirectUri.AbsoluteUri)}&code_challenge={Challenge}&code_challenge_method=S256");

    /// <summary>Exchanges a code for an access token.</summary>
    /// <exception cref="HttpRequestException">The code was refused.</exception>
    public async Task<string> RedeemAsync(HttpClient client, string code)
    {
        using FormUrlEncodedContent form = new(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = RedirectUri.AbsoluteUri,
            ["client_id"] = ClientId,
            ["client_secret"] = secret,
            ["code_verifier"] = Verifier,
        });
        using HttpResponseMessage response = await client.PostAsync(_token, form);
        response.EnsureSuccessStatusCode();
        using JsonDocument tokens = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return tokens.RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>Gets the pupil's claims.</summary>
    /// <exception cref="HttpRequestException">The request was refused.</exception>
    public async Task GetClaimsAsync(HttpClient client, string accessToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, _userinfo);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using HttpResponseMessage response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        await response.Content.CopyToAsync(Stream.Null);
    }
}
