using LeerId.DataSubjects;

namespace LeerId.Pages.Documents;

/// <summary>The answer to a pupil whose data were erased, with the proof: a page to print, in Dutch.</summary>
public static class ErasurePage
{
    internal const string Title = "Antwoord op je vraag om je gegevens te wissen";

    /// <summary>The page of a proof.</summary>
    public static ValueTask<Page> RenderAsync(ErasureProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return Page.RenderAsync(ErasureView.Create(proof), 200, PageStyle.Staff.Headers);
    }
}
