using LeerId.Evidence;

namespace LeerId.Pages.Documents;

/// <summary>The evidence report as one page to print, in Dutch, for a data protection officer or for DOV (WCAG 2.2 AA).</summary>
public static class EvidencePage
{
    /// <summary>The page of a report.</summary>
    public static ValueTask<Page> RenderAsync(SignedReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Page.RenderAsync(EvidenceView.Create(EvidenceText.Write(report)), 200, PageStyle.Staff.Headers);
    }
}
