using LeerId.Calendar;
using LeerId.Evidence;
using LeerId.Runs;
using LeerId.Storage;

namespace LeerId.Hosting;

/// <summary>The deletions that wait for a confirmation, in plain Dutch.</summary>
public static class HeldDeletionText
{
    internal const string Title = "Wissen dat op een bevestiging wacht";

    /// <summary>The deletions as a section of a page.</summary>
    /// <param name="held">The deletions.</param>
    /// <param name="now">The present moment.</param>
    internal static DocumentSection Write(IReadOnlyList<HeldDeletion> held, DateTimeOffset now) => held.Count == 0
        ? new(Title, ["Er wacht niets op een bevestiging."], [])
        : new(
            Title,
            [
                "Een taak wilde meer dan een vijfde van een tabel wissen, en heeft daarom niets gewist. Ga eerst na waarom: een verkeerde bewaartermijn in de "
                    + "instellingen wist gegevens die moeten blijven. Bevestig alleen als het wissen klopt.",
            ],
            [
                new("Wat gewist zou worden", ["Tabel", "Taak", "Zou gewist worden", "Was er", "Tijd van de taak", "Tijd van de opslag", "Toestand"],
                [
                    .. held.Select(one => new DocumentRow(
                        TableOf(one.Deletion.Table),
                        [
                            one.Deletion.Job, Rows(one), CountedRows(one), DutchDate.Moment(one.Clock.Here), DutchDate.Moment(one.Clock.Storage),
                            one is { Confirmation: { } confirmation } && one.IsConfirmed(now)
                                ? $"bevestigd door {confirmation.By} op {DutchDate.Moment(confirmation.At)}, tot {DutchDate.Moment(confirmation.GoodUntil)}"
                                : "wacht op een bevestiging",
                        ],
                        NeedsAttention: true)),
                ]),
            ]);

    /// <summary>How many rows would be deleted.</summary>
    public static string Rows(HeldDeletion held)
    {
        ArgumentNullException.ThrowIfNull(held);
        return $"{(held.IsAtLeast ? "minstens " : "")}{EvidenceText.Number(held.Rows, "rij", "rijen")}";
    }

    /// <summary>How many rows there were.</summary>
    public static string CountedRows(HeldDeletion held)
    {
        ArgumentNullException.ThrowIfNull(held);
        return EvidenceText.Number(held.Counted, "rij", "rijen");
    }

    /// <summary>The name of a table and what it has.</summary>
    public static string TableOf(TableName table) => table switch
    {
        TableName.Students => "Students (gegevens van leerlingen)",
        TableName.PrivacyLog => "PrivacyLog (privacylog)",
        TableName.Notices => "Notices (meldingen)",
        TableName.Disclosures => "Disclosures (mededelingen)",
        TableName.Runs => "Runs (verslagen van taken)",
        TableName.Requests => "Requests (verzoeken van betrokkenen)",
        TableName.Restrictions => "Restrictions (beperkingen)",
        TableName.Acknowledgements => "Acknowledgements (aanvaardingen van vertrouwelijkheid)",
        TableName.SchoolHistory => "SchoolHistory (geschiedenis van scholen)",
        TableName.SchoolRefusals => "SchoolRefusals (geweigerde aanmeldingen per school)",
        _ => table.ToString(),
    };
}
