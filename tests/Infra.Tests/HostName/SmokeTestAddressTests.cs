using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LeerId.Infra.Tests.Bicep;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeerId.Infra.Tests.HostName;

/// <summary>The smoke test fails if the app doesn't answer at the given address, or has no valid certificate there.</summary>
public sealed class SmokeTestAddressTests
{
    private const string AtItsAddress = "the app is at the address that it was given";

    [Fact]
    public async Task App_at_its_own_address_passes()
    {
        await using Answers app = await Answers.StartAsync(address => address);
        (int exitCode, string output) = await RunAsync(app.Address);
        Assert.Contains($"ok      {AtItsAddress}", output, StringComparison.Ordinal);
        Assert.Equal((0, false), (exitCode, output.Contains("FAILED", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task App_that_was_given_another_address_fails_and_nothing_else_does()
    {
        await using Answers app = await Answers.StartAsync(_ => "https://leerid.uitgever.example");
        (int exitCode, string output) = await RunAsync(app.Address);
        Assert.Equal(1, exitCode);
        Assert.StartsWith($"FAILED  {AtItsAddress}", Assert.Single(output.Split('\n'), line => line.StartsWith("FAILED", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Address_whose_certificate_nobody_trusts_fails()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        await using Answers app = await Answers.StartAsync(address => address, certificate);
        (int exitCode, string output) = await RunAsync(app.Address);
        Assert.Equal(1, exitCode);
        Assert.All(
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("FAILED", line, StringComparison.Ordinal));
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string address)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("The script is for Bash.");
        ProcessStartInfo info = new(Path.Combine(BicepFolder.Repository, "scripts", "smoke-test.sh"), [address])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["SMOKE_TEST_TRIES"] = "1";
        using Process process = Process.Start(info)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }

    /// <summary>Answers like a healthy app, with the given issuer.</summary>
    private sealed class Answers(WebApplication server, string address) : IAsyncDisposable
    {
        public string Address => address;

        public static async Task<Answers> StartAsync(Func<string, string> issuerAt, X509Certificate2? certificate = null)
        {
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseKestrelCore().UseUrls().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
            {
                if (certificate is not null)
                    endpoint.UseHttps(certificate);
            }));
            WebApplication server = builder.Build();
            string address = "";
            server.Run(http => AnswerAsync(http, issuerAt(address)));
            await server.StartAsync(TestContext.Current.CancellationToken);
            address = server.Urls.Single();
            return new Answers(server, address);
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();

        private static Task AnswerAsync(HttpContext http, string issuer)
        {
            (http.Response.StatusCode, string text) = http.Request.Path.Value switch
            {
                "/health" => (200, "ok 1.0.0"),
                "/.well-known/openid-configuration" => (200, $$"""{ "issuer": "{{issuer}}/", "authorization_endpoint": "{{issuer}}/authorize" }"""),
                "/.well-known/jwks.json" => (200, """{ "keys": [] }"""),
                "/authorize" or "/acm/callback" => (400, ""),
                "/staff/schools" => (401, ""),
                "/openapi.json" => (200, """{ "openapi": "3.0.4" }"""),
                _ => (404, ""),
            };
            return http.Response.WriteAsync(text, http.RequestAborted);
        }
    }
}
