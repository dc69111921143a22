using System.Net;
using LeerId.PrivacyLog;
using LeerId.SignIn;
using LeerId.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>The functions and a scripted ACM, with the steps of a sign-in between them.</summary>
public sealed class ScriptedSignIn(AzuriteFixture azurite) : IAsyncLifetime
{
    private SignInRig? _rig;
    private ScriptedAcm? _acm;

    public SignInRig Rig => _rig!;

    public ScriptedAcm Acm => _acm!;

    public FakeTimeProvider Clock { get; } = SignInRig.NewClock();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _acm = await ScriptedAcm.StartAsync(SignInRig.ClientId, Clock);
        _rig = await SignInRig.StartAsync(
            azurite.NewAccount(), Clock, new Dictionary<string, string?> { ["Acm:Issuer"] = Acm.Issuer }, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_acm is not null)
            await _acm.DisposeAsync();
    }

    /// <summary>Begins a sign-in and returns the parameters of the redirect to ACM.</summary>
    public async Task<(string State, string Nonce)> StartAsync(Browser browser)
    {
        Answer answer = await browser.GetAsync(Rig.SignInAddress, Cancel);
        Assert.Equal(HttpStatusCode.Found, answer.Status);
        return (answer.LocationParameter("state"), answer.LocationParameter("nonce"));
    }

    /// <summary>A complete sign-in: the start, ACM's redirect and the callback.</summary>
    public async Task<Answer> SignInAsync(Browser? browser = null)
    {
        using Browser own = new();
        browser ??= own;
        (string state, string nonce) = await StartAsync(browser);
        return await CallbackAsync(browser, ("code", nonce), ("state", state));
    }

    public Task<Answer> CallbackAsync(Browser browser, params (string Name, string Value)[] parameters) =>
        browser.GetAsync(Rig.At("/acm/callback?" + string.Join('&', parameters.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"))), Cancel);

    /// <summary>Checks the page, and that the privacy log has the reason under the code on the page.</summary>
    public async Task AssertRefusedAsync(Answer answer, HttpStatusCode status, string reason)
    {
        Assert.Equal(status, answer.Status);
        Assert.Null(answer.Code);
        Assert.Equal("nl", answer.Document.DocumentElement.GetAttribute("lang"));
        Assert.True(SupportCode.TryParse(answer.SupportCode, out SupportCode code));
        PrivacyLogEntry entry = Assert.Single(await Rig.FindAsync(code, Cancel));
        Assert.Equal(reason, entry.Reason);
        Assert.Equal("refused", entry.Outcome);
        Assert.Equal("sign-in", entry.Action);
        Assert.Equal("pupil", entry.Actor);
        Assert.NotEmpty(entry.Purpose);
        Assert.Equal(Clock.GetUtcNow(), entry.At);
    }

    /// <summary>Checks the page, that its code contains the reason, and that the privacy log has no entry under the code.</summary>
    public async Task AssertRefusedUnrecordedAsync(Answer answer, HttpStatusCode status, string reason)
    {
        Assert.Equal(status, answer.Status);
        Assert.Null(answer.Code);
        Assert.Equal("nl", answer.Document.DocumentElement.GetAttribute("lang"));
        Assert.Equal(reason, UnrecordedReasonOf(answer));
        Assert.True(SupportCode.TryParse(answer.SupportCode, out SupportCode code));
        Assert.Empty(await Rig.FindAsync(code, Cancel));
    }

    /// <summary>The reason that is encoded in the support code of a page; null if the privacy log has the reason.</summary>
    public static string? UnrecordedReasonOf(Answer answer)
    {
        Assert.True(SupportCode.TryParse(answer.SupportCode, out SupportCode code));
        return code.UnrecordedReason is { } number ? UnrecordedReasons.Find(number)?.Code : null;
    }

    public static void AssertGranted(Answer answer)
    {
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.NotNull(answer.Code);
    }
}
