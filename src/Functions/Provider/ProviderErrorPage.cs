using LeerId.Pages;
using LeerId.Pages.Pupils;
using LeerId.SignIn;

namespace LeerId.Functions.Provider;

/// <summary>The page for an error that may not be redirected. It tells the pupil what to do, and the application's developers what is wrong.</summary>
internal sealed class ProviderErrorPage(PupilPages pages, SignInJournal journal)
{
    /// <summary>Writes the page to the response.</summary>
    public async Task RenderAsync(HttpContext http, string error, string? description)
    {
        SignInOutcome outcome = journal.RefuseUnrecorded(RefusalReason.ApplicationRequestInvalid, SignInEnd.Unknown);
        Page page = await pages.RenderAsync((SignInOutcome.Refused)outcome, http.Request.Headers.AcceptLanguage, $"{error}: {description}");
        await page.ToResult().ExecuteAsync(http);
    }
}
