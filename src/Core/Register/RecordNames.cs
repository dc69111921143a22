using LeerId.Storage;

namespace LeerId.Register;

/// <summary>The Dutch names of the records of each table in the register of processing activities, and the start of their retention periods.</summary>
internal static class RecordNames
{
    /// <exception cref="ArgumentOutOfRangeException">The table has no retention period for records.</exception>
    public static string Of(TableName table) => table switch
    {
        TableName.Notices => "de meldingen aan de functionarissen",
        TableName.Disclosures => "het register van mededelingen aan andere dienstenleveranciers",
        TableName.Requests => "de verzoeken van betrokkenen",
        TableName.Restrictions => "de beperkingen en bezwaren van betrokkenen",
        TableName.Runs => "het verslag van elke taak en elke wisbeurt",
        TableName.Acknowledgements => "de aanvaarding van de vertrouwelijkheid door medewerkers",
        TableName.SchoolHistory => "de wijzigingen van de lijst van scholen",
        _ => throw new ArgumentOutOfRangeException(nameof(table)),
    };

    /// <exception cref="ArgumentOutOfRangeException">The table has no retention period for records.</exception>
    public static string BeginningOf(TableName table) => table switch
    {
        TableName.Notices or TableName.Requests => "na het afsluiten",
        TableName.Disclosures => "na het geven of intrekken",
        TableName.Restrictions => "nadat ze opgeheven zijn",
        TableName.Runs => "na de uitvoering",
        TableName.Acknowledgements => "na het verlopen",
        TableName.SchoolHistory => "na de wijziging",
        _ => throw new ArgumentOutOfRangeException(nameof(table)),
    };
}
