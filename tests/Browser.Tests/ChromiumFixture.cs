using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>One Chromium for the assembly. Each test has its own profile.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private static readonly string[] Quiet =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public async ValueTask InitializeAsync()
    {
        if (SystemChromium.Executable is not { } executable)
            return;

        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = Quiet });
    }

    /// <summary>Opens a browser without cookies or stored data. The test is skipped on a machine without Chromium.</summary>
    public async Task<IBrowserContext> OpenAsync(BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_chromium is null, SystemChromium.Absence);
        IBrowserContext context = await _chromium.NewContextAsync(options);
        context.SetDefaultTimeout(15_000);
        return context;
    }

    /// <summary>
    /// Opens a browser with settings that a profile can have only on disk. It runs in its own process, which ends with the context.
    /// </summary>
    public async Task<IBrowserContext> OpenProfileAsync(string folder)
    {
        Assert.SkipWhen(_playwright is null, SystemChromium.Absence);
        IBrowserContext context = await _playwright.Chromium.LaunchPersistentContextAsync(
            folder, new() { ExecutablePath = SystemChromium.Executable, Args = Quiet });
        context.SetDefaultTimeout(15_000);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        _playwright?.Dispose();
    }
}
