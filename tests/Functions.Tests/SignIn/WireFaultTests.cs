using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using LeerId.Testing;
using Microsoft.AspNetCore.Http;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>Network faults of each kind in ACM's answers, at each of its endpoints. The clock is the real one.</summary>
public sealed class WireFaultTests(ScriptedSignIn signIn) : IClassFixture<ScriptedSignIn>
{
    private static readonly TimeSpan PageWithin = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Faults { get; } = new()
    {
        { "breaks off before the answer", "acm-unreachable" },
        { "hangs", "acm-timeout" },
        { "hangs after half an answer", "acm-timeout" },
        { "answers 500", "acm-failed" },
        { "answers 503 with a page", "acm-failed" },
        { "breaks off after half an answer", "acm-unreachable" },
        { "is not JSON", "acm-answer-invalid" },
        { "is JSON and no object", "acm-answer-invalid" },
        { "has another content type", "acm-answer-invalid" },
        { "has no content type", "acm-answer-invalid" },
        { "redirects", "acm-answer-invalid" },
        { "answers 204", "acm-answer-invalid" },
        { "answers 404", "acm-answer-invalid" },
        { "is endless", "acm-answer-invalid" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Failing_token_endpoint_gives_the_fault_page_and_the_code_is_not_retried(string fault, string reason)
    {
        await FailAsync(reason, () => signIn.Acm.OnToken = Faulty(fault));
        Assert.Single(signIn.Acm.Requests, "POST /op/v1/token");
    }

    [Theory]
    [InlineData("hangs")]
    [InlineData("breaks off after half an answer")]
    [InlineData("answers 500")]
    [InlineData("is not JSON")]
    [InlineData("redirects")]
    public async Task Failing_key_set_gives_the_fault_page(string fault)
    {
        // After this time the cached keys are no longer used.
        signIn.Clock.Advance(TimeSpan.FromHours(2));
        await FailAsync("acm-keys-unavailable", () => signIn.Acm.OnKeys = Faulty(fault));
    }

    [Theory]
    [InlineData("hangs", "acm-timeout")]
    [InlineData("breaks off before the answer", "acm-unreachable")]
    [InlineData("is not JSON", "acm-answer-invalid")]
    public async Task Failing_userinfo_gives_the_fault_page(string fault, string reason) => await FailAsync(reason, () =>
    {
        signIn.Acm.EditDraft = draft => draft.Claims.Remove("family_name");
        signIn.Acm.OnUserInfo = Faulty(fault);
    });

    [Theory]
    [InlineData("token_endpoint", "acm-unreachable")]
    [InlineData("jwks_uri", "acm-keys-unavailable")]
    [InlineData("userinfo_endpoint", "acm-unreachable")]
    public async Task Refused_connection_gives_the_fault_page(string endpoint, string reason)
    {
        // After this time the cached addresses and keys are no longer used. The same step at the end discards those of this test.
        signIn.Clock.Advance(TimeSpan.FromDays(2));
        await FailAsync(
            reason,
            () => signIn.Acm.EditDraft = draft => draft.Claims.Remove("family_name"),
            metadata => metadata[endpoint] = "http://127.0.0.1:9/gone");
        signIn.Clock.Advance(TimeSpan.FromDays(2));
    }

    private async Task FailAsync(string reason, Action arrange, Action<JsonObject>? bendMetadata = null)
    {
        signIn.Acm.Reset();
        // After this time, ACM's answers in earlier tests are no longer cached.
        signIn.Clock.Advance(TimeSpan.FromSeconds(2));
        signIn.Acm.OnMetadata = context =>
        {
            JsonObject metadata = signIn.Acm.Metadata();
            bendMetadata?.Invoke(metadata);
            return context.Response.WriteAsJsonAsync(metadata, Cancel);
        };
        signIn.Acm.Requests.Clear();
        using Browser browser = new();
        (string state, string nonce) = await signIn.StartAsync(browser);
        arrange();

        long start = Stopwatch.GetTimestamp();
        Answer answer = await signIn.CallbackAsync(browser, ("code", nonce), ("state", state));
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);

        await signIn.AssertRefusedAsync(answer, HttpStatusCode.ServiceUnavailable, reason);
        Assert.Equal("30", answer.Headers["Retry-After"]);
        Assert.InRange(elapsed, TimeSpan.Zero, PageWithin);
    }

    private static RequestDelegate Faulty(string fault) => fault switch
    {
        "breaks off before the answer" => context => Run(context.Abort),
        "hangs" => HangAsync,
        "hangs after half an answer" => async context =>
        {
            await HalfAsync(context);
            await HangAsync(context);
        }
        ,
        "answers 500" => context => Run(() => context.Response.StatusCode = 500),
        "answers 503 with a page" => context => AnswerAsync(context, "text/html", "<h1>Onderhoud</h1>", 503),
        "breaks off after half an answer" => async context =>
        {
            await HalfAsync(context);
            context.Abort();
        }
        ,
        "is not JSON" => context => AnswerAsync(context, "application/json", "id_token=abc"),
        "is JSON and no object" => context => AnswerAsync(context, "application/json", "[]"),
        "has another content type" => context => AnswerAsync(context, "text/html", "{}"),
        "has no content type" => context => AnswerAsync(context, null, "{}"),
        "redirects" => context => Run(() => context.Response.Redirect("/op/v1/keys")),
        "answers 204" => context => Run(() => context.Response.StatusCode = 204),
        "answers 404" => context => AnswerAsync(context, "application/json", "{\"error\":\"not_found\"}", 404),
        "is endless" => async context =>
        {
            context.Response.ContentType = "application/json";
            byte[] part = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(part, Cancel);
        }
        ,
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "There is no such fault."),
    };

    private static Task Run(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private static async Task HangAsync(HttpContext context)
    {
        TaskCompletionSource gone = new();
        await using CancellationTokenRegistration registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private static async Task HalfAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 100;
        await context.Response.WriteAsync("{\"id_token\":", Cancel);
        await context.Response.Body.FlushAsync(Cancel);
    }

    private static Task AnswerAsync(HttpContext context, string? contentType, string body, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body, Cancel);
    }
}
