using LeerId.DataSubjects;

namespace LeerId.Pages.Documents;

/// <summary>The dossier of a pupil as a page to print, in Dutch.</summary>
public static class StudentDossierPage
{
    /// <summary>The page of a dossier.</summary>
    /// <param name="dossier">The dossier.</param>
    /// <param name="status">The HTTP status: 404 if no data are kept.</param>
    public static ValueTask<Page> RenderAsync(StudentDossier dossier, int status = 200)
    {
        ArgumentNullException.ThrowIfNull(dossier);
        return Page.RenderAsync(DossierView.Create(dossier), status, PageStyle.Staff.Headers);
    }
}
