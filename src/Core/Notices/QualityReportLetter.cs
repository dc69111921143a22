using LeerId.Calendar;

namespace LeerId.Notices;

/// <summary>The mail to the provider's own officer about a quality report that DOV made (protocol, article 7).</summary>
internal static class QualityReportLetter
{
    public static NoticeLetter Of(Notice notice, QualityContent quality) => new(
        $"Gegevenskwaliteit {notice.Reference.Number}: gemeld door DOV, onmiddellijk te behandelen",
        "Een melding van DOV over de kwaliteit van gegevens",
        "DOV meldde dat gegevens fout, onnauwkeurig, onvolledig, verouderd of overbodig zijn, of ontbreken (protocol LeerID, artikel 7)."
            + " Leg in het register vast wat ermee gedaan is.",
        [
            new("Nummer", notice.Reference.Number),
            new("Gemeld", DutchDate.Moment(quality.FoundAt!.Value)),
            new("Gegevens", quality.Data),
            new("Wat er mis is", quality.Problem),
            new("Hoe vaak", quality.Count is { } count ? $"{DutchDate.Count(count)} keer" : null),
        ]);
}
