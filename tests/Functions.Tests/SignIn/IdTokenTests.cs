using System.Net;
using LeerId.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>ID tokens that must be rejected, each in a complete sign-in.</summary>
public abstract class IdTokenTests : IClassFixture<ScriptedSignIn>
{
    protected IdTokenTests(ScriptedSignIn signIn)
    {
        SignIn = signIn;
        signIn.Acm.Reset();
    }

    protected ScriptedSignIn SignIn { get; }

    protected ScriptedAcm Acm => SignIn.Acm;

    protected DateTimeOffset Now => SignIn.Clock.GetUtcNow();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected Task GrantedAsync(Action<TokenDraft> draft) => VerdictAsync(granted: true, "", draft);

    protected Task RefusedAsync(string reason, Action<TokenDraft> draft) => VerdictAsync(granted: false, reason, draft);

    protected async Task VerdictAsync(bool granted, string reason, Action<TokenDraft> draft)
    {
        Acm.EditDraft = draft;
        Answer answer = await SignIn.SignInAsync();
        if (granted)
            ScriptedSignIn.AssertGranted(answer);
        else
            await SignIn.AssertRefusedAsync(answer, HttpStatusCode.BadGateway, reason);
    }
}
