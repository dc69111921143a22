using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using LeerId.AcmSimulator;
using LeerId.LocalHost.Services;

namespace LeerId.LocalHost.PupilClass;

/// <summary>Signs all simulated pupils of a class in at the same time. Each has a browser of its own and uses HTTP, as real pupils do.</summary>
internal sealed partial class ClassSignIn(IConfiguration configuration, TimeProvider clock) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly SemaphoreSlim _oneClass = new(1, 1);
    private volatile ClassResult? _last;

    /// <summary>The result of the last class; null before the first one.</summary>
    public ClassResult? Last => _last;

    /// <summary>Whether this host simulates both ACM and the application. Otherwise 25 sign-ins at once would burden services of others.</summary>
    public bool IsPossible => configuration[DevelopmentAcm.AddressSetting] is not null && configuration[DevelopmentApplication.AddressSetting] is not null;

    /// <summary>Signs the class in. If another class is signing in, this waits until it has ended.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _oneClass.WaitAsync(cancellationToken);
        try
        {
            DateTimeOffset at = clock.GetUtcNow();
            long start = Stopwatch.GetTimestamp();
            _last = new ClassResult(at, await Task.WhenAll(Personas.Class.Select(pupil => SignInAsync(pupil.Id, start, cancellationToken))));
        }
        finally
        {
            _oneClass.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _oneClass.Dispose();
    }

    private async Task<PupilResult> SignInAsync(string pupil, long start, CancellationToken cancellationToken)
    {
        Uri application = new(configuration[DevelopmentApplication.AddressSetting]!);
        string signIn = Uri.EscapeDataString(new Uri(application, "sign-in").AbsoluteUri);
        Uri choice = new(new Uri(configuration[DevelopmentAcm.AddressSetting]!), $"op/dev/as/{pupil}?returnTo={signIn}");
        try
        {
            PupilPage page = await new PupilBrowser(_http).OpenAsync(choice, cancellationToken);
            // If a sign-in fails, the application shows an error at another path.
            bool isAdmitted = page.Status == HttpStatusCode.OK && page.Address == application;
            return new PupilResult(pupil, isAdmitted, HeadingOf(page.Html), (int)page.Status, Stopwatch.GetElapsedTime(start));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new PupilResult(pupil, IsAdmitted: false, $"No page was loaded ({exception.GetType().Name})", Status: null, Stopwatch.GetElapsedTime(start));
        }
    }

    private static string HeadingOf(string html) =>
        Heading().Match(html) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value).Trim() : "A page without a heading";

    [GeneratedRegex("<h1[^>]*>([^<]*)</h1>")]
    private static partial Regex Heading();
}
