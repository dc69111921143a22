using LeerId.Pages;
using LeerId.Pages.Pupils;
using LeerId.SignIn;

namespace LeerId.Functions.Provider;

/// <summary>The page for an error that the browser may not be sent on with: the pupil reads what to do, and the application's builders what is wrong.</summary>
internal sealed class ProviderErrorPage(PupilPages pages, SignInJournal journal)
{
    /// <summary>Answers with the page.</summary>
    public async Task RenderAsync(HttpContext http, string error, string? description)
    {
        SignInOutcome outcome = journal.RefuseUnrecorded(RefusalReason.ApplicationRequestInvalid, SignInEnd.Unknown);
        Page page = await pages.RenderAsync((SignInOutcome.Refused)outcome, http.Request.Headers.AcceptLanguage, $"{error}: {description}");
        await page.ToResult().ExecuteAsync(http);
    }
}
