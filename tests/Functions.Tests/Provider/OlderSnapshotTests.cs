using System.Net;
using System.Text.Json.Nodes;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>The write of a snapshot reaches storage long after the app abandoned it. Meanwhile the pupil has signed in again.</summary>
public sealed class OlderSnapshotTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>, IDisposable
{
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _client.Dispose();
        provider.Storage.Intercept = _ => null;
        provider.Acm.Reset();
    }

    [Fact]
    public async Task Application_gets_no_claims_of_the_earlier_sign_in_and_the_next_sign_in_corrects_it()
    {
        List<Func<HttpRequestMessage>> delayed = [];
        provider.Storage.Intercept = request => IsSnapshot(request) ? context => DelayAsync(context, delayed) : null;
        provider.Acm.Claims = _ => PupilCalled("Vroeger");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await provider.SignInAsync()).Status);
        provider.Storage.Intercept = _ => null;

        provider.Clock.Advance(TimeSpan.FromSeconds(8));
        provider.Acm.Claims = _ => PupilCalled("Later");
        JsonAnswer tokens = await provider.TokensAsync();
        using (HttpRequestMessage late = delayed[0]())
            (await _client.SendAsync(late, Cancel)).EnsureSuccessStatusCode();

        JsonAnswer userinfo = await UserinfoAsync(tokens);
        Assert.Equal(HttpStatusCode.Unauthorized, userinfo.Status);
        Assert.Contains("invalid_token", userinfo.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        LogEntry warning = Assert.Single(provider.Rig.Logs.Entries, entry => entry.EventId.Id == 1106);
        Assert.Contains(" 8 seconds older ", warning.Message, StringComparison.Ordinal);

        Assert.Equal("Later", Value(await UserinfoAsync(await provider.TokensAsync()), "given_name"));
    }

    [Fact]
    public async Task Two_sign_ins_at_the_same_moment_get_claims_whichever_is_stored_last()
    {
        JsonAnswer first = await provider.TokensAsync();
        StudentKey key = (await provider.Rig.Keys.ForAsync(new Student { LeerIdUuid = ScriptedAcm.LeerId(1) }, Cancel)).Own;
        StudentSnapshot stored = (await provider.Rig.Students.FindAsync(key, Cancel))!;
        provider.Clock.Advance(TimeSpan.FromSeconds(2));
        JsonAnswer second = await provider.TokensAsync();
        await provider.Rig.Students.SaveAsync(key, stored.Student, stored.SignedInAt, Cancel);

        Assert.Equal(HttpStatusCode.OK, (await UserinfoAsync(first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await UserinfoAsync(second)).Status);
    }

    [Fact]
    public async Task Write_of_a_snapshot_is_limited_to_three_seconds_and_not_tried_again_later()
    {
        await provider.SignInAsync();
        provider.Storage.Queries.Clear();
        provider.Storage.Requests.Clear();
        provider.Storage.Intercept = request => IsSnapshot(request) ? context => Task.Run(() =>
        {
            provider.Clock.Advance(TimeSpan.FromSeconds(3));
            context.Abort();
        }) : null;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await provider.SignInAsync()).Status);

        Assert.Single(provider.Storage.Requests, IsSnapshot);
        Assert.Single(provider.Storage.Queries, query => query.Contains("timeout=3", StringComparison.Ordinal));
    }

    private static bool IsSnapshot(string request) => request.StartsWith("PUT Students(", StringComparison.Ordinal);

    private static JsonObject PupilCalled(string name)
    {
        JsonObject claims = ScriptedAcm.Pupil();
        claims["given_name"] = name;
        return claims;
    }

    /// <summary>Keeps a request for later and breaks the connection, so that the app abandons the write.</summary>
    private static async Task DelayAsync(HttpContext context, List<Func<HttpRequestMessage>> delayed)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, Cancel);
        byte[] content = body.ToArray();
        string address = context.Request.GetEncodedUrl();
        (string Name, string?[] Values)[] headers = [.. context.Request.Headers.Select(header => (header.Key, header.Value.ToArray()))];
        delayed.Add(() =>
        {
            HttpRequestMessage request = new(HttpMethod.Put, address) { Content = new ByteArrayContent(content) };
            foreach ((string name, string?[] values) in headers.Where(header => header.Name is not ("Host" or "Content-Length" or "Connection")))
            {
                if (!request.Headers.TryAddWithoutValidation(name, values))
                    request.Content.Headers.TryAddWithoutValidation(name, values);
            }

            return request;
        });
        context.Abort();
    }

    private Task<JsonAnswer> UserinfoAsync(JsonAnswer tokens) => provider.Application.UserinfoAsync(Value(tokens, "access_token"), Cancel);
}
