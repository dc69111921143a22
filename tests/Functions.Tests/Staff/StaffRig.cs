using System.Text;
using System.Text.Json;
using LeerId.LocalHost.StaffDirectory;
using LeerId.Staff;
using LeerId.Staff.Confidentiality;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.Staff;

/// <summary>The functions on real storage, called by members of staff.</summary>
public sealed class StaffRig : IAsyncDisposable
{
    private readonly HttpClient _http;

    private StaffRig(SignInRig host)
    {
        Host = host;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Host.Address, Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>The roles of persons.</summary>
    public static StaffRole[] Persons { get; } = [.. Enum.GetValues<StaffRole>().Where(role => role != StaffRole.SchoolsSync)];

    public SignInRig Host { get; }

    public FakeTimeProvider Clock => Host.Clock;

    public StaffTokens Tokens => Get<StaffTokens>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// Starts the functions on a new storage account, or with a given connection string such as that of a proxy. Every person has accepted the
    /// text on confidentiality.
    /// </summary>
    public static async Task<StaffRig> StartAsync(
        AzuriteFixture azurite, string? storage = null, FakeTimeProvider? clock = null, IReadOnlyDictionary<string, string?>? settings = null,
        bool accepts = true, Action<IServiceCollection>? services = null)
    {
        StaffRig rig = new(await SignInRig.StartAsync(
            storage ?? azurite.NewAccount(), clock ?? SignInRig.NewClock(), settings ?? new Dictionary<string, string?>(), Cancel, services: services));
        if (accepts)
            await rig.AcceptConfidentialityAsync();
        return rig;
    }

    /// <summary>Records that every person accepts the text on confidentiality, for a year from the current moment of the clock.</summary>
    public async Task AcceptConfidentialityAsync()
    {
        foreach (StaffRole role in Persons)
            await AcceptConfidentialityAsync(ObjectIdOf(role));
    }

    /// <summary>Records that one person accepts the text.</summary>
    public async Task AcceptConfidentialityAsync(string objectId)
    {
        AcceptanceRequest current = new() { Version = Get<IOptions<ConfidentialityOptions>>().Value.Version };
        Assert.IsType<AcceptanceOutcome.Accepted>(await Get<StaffConfidentiality>().AcceptAsync(current, objectId, Cancel));
    }

    public T Get<T>()
        where T : notnull => Host.Host.Services.GetRequiredService<T>();

    public static string ObjectIdOf(StaffRole role) => StaffTokens.ObjectIdOf(role).ToString("D");

    public string TokenFor(StaffRole role) => Tokens.TokenFor(role);

    /// <summary>Sends a request in a role, with a purpose unless that is null.</summary>
    public Task<StaffAnswer> SendAsync(
        StaffRole role, string method, string path, HttpContent? content = null, string? purpose = "test", string? accept = null, string? key = null,
        string? purposeKind = "data-subject-request", string? ifMatch = null, string? ifNoneMatch = null) =>
        SendWithTokenAsync($"Bearer {TokenFor(role)}", method, path, content, purpose, accept, key, purposeKind, ifMatch, ifNoneMatch);

    /// <summary>Sends a request with any Authorization header, or none.</summary>
    public async Task<StaffAnswer> SendWithTokenAsync(
        string? authorization, string method, string path, HttpContent? content = null, string? purpose = "test", string? accept = null, string? key = null,
        string? purposeKind = "data-subject-request", string? ifMatch = null, string? ifNoneMatch = null)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path) { Content = content };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (purpose is not null)
            request.Headers.TryAddWithoutValidation("X-Purpose", purpose);
        if (purpose is not null && purposeKind is not null)
            request.Headers.TryAddWithoutValidation("X-Purpose-Kind", purposeKind);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (ifNoneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        using HttpResponseMessage response = await _http.SendAsync(request, Cancel);
        return new StaffAnswer(
            (int)response.StatusCode,
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
            await response.Content.ReadAsByteArrayAsync(Cancel));
    }

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Host.DisposeAsync();
    }
}

/// <summary>The answer of a staff function. It is a class and not a record, so that a failing test doesn't print a pupil's data.</summary>
public sealed class StaffAnswer(int status, IReadOnlyDictionary<string, string> headers, byte[] bytes)
{
    public int Status { get; } = status;

    public IReadOnlyDictionary<string, string> Headers { get; } = headers;

    public byte[] Bytes { get; } = bytes;

    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonElement.Parse(Bytes);

    /// <summary>The last segment of a problem's type, such as <c>purpose-missing</c>; null if the answer is not a problem.</summary>
    public string? Problem => Headers.GetValueOrDefault("Content-Type", "").StartsWith("application/problem+json", StringComparison.Ordinal)
        ? Json.GetProperty("type").GetString()!.Split(':')[^1]
        : null;

    public override string ToString() => $"{Status} {Problem}";
}
