using System.Net;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>The functions and the ACM simulator, a real OpenID provider, with a pupil's browser between them.</summary>
public sealed class SimulatedSignIn : IAsyncDisposable
{
    private SimulatedSignIn(SignInRig rig) => Rig = rig;

    public SignInRig Rig { get; }

    public FakeTimeProvider Clock => Rig.Clock;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SimulatedSignIn> StartAsync(AzuriteFixture azurite, params (string Name, string Value)[] settings) => new(
        await SignInRig.StartAsync(azurite.NewAccount(), SignInRig.NewClock(), settings.ToDictionary(s => s.Name, s => (string?)s.Value), Cancel));

    public static SimulatedSignIn Of(SignInRig rig) => new(rig);

    /// <summary>All steps of a pupil and all redirects of the browser, up to the final answer.</summary>
    public async Task<Answer> SignInAsync(Browser browser, string persona, Uri? start = null)
    {
        Answer answer = await ReturnToCallbackAsync(browser, persona, start);
        if (answer.Status == HttpStatusCode.Found)
            return await browser.GetAsync(answer.Location, Cancel);

        // With form_post, the answer is a page that posts itself.
        return await browser.PostAsync(new Uri(answer.Document.Forms.Single().GetAttribute("action")!), answer.FormFields(), Cancel);
    }

    /// <summary>Signs in at ACM, up to the answer that redirects to the callback.</summary>
    public async Task<Answer> ReturnToCallbackAsync(Browser browser, string persona, Uri? address = null)
    {
        Answer start = await browser.GetAsync(address ?? Rig.SignInAddress, Cancel);
        Assert.Equal(HttpStatusCode.Found, start.Status);
        Answer page = await browser.GetAsync(start.Location, Cancel);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Dictionary<string, string> form = page.FormFields();
        form["persona"] = persona;
        return await browser.PostAsync(new Uri(page.Address, page.Document.Forms[0].GetAttribute("action")!), form, Cancel);
    }

    public async Task<StudentSnapshot?> SnapshotAsync(string uuid, bool isAccount = false)
    {
        Guid value = Guid.Parse(uuid);
        StudentKeySet keys = await Rig.Keys.ForAsync(isAccount ? new Student { AccountUuid = value } : new Student { LeerIdUuid = value }, Cancel);
        return await Rig.Students.FindAsync(keys.Own, Cancel);
    }

    public ValueTask DisposeAsync() => Rig.DisposeAsync();
}
