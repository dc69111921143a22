using LeerId.DataSubjects;

namespace LeerId.Pages.Documents;

/// <summary>The dossier of a pupil as a page to print, in Dutch.</summary>
public static class StudentDossierPage
{
    internal static readonly PageStyle Style = new("Documents.dossier.css");

    /// <summary>The page of a dossier.</summary>
    public static ValueTask<Page> RenderAsync(StudentDossier dossier)
    {
        ArgumentNullException.ThrowIfNull(dossier);
        return Page.RenderAsync(DossierView.Create(dossier), 200, Style.Headers);
    }
}
