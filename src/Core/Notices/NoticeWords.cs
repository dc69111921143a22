namespace LeerId.Notices;

/// <summary>The Dutch names of the choices and states of notices, for letters, pages and forms.</summary>
public static class NoticeWords
{
    /// <summary>The place of a breach.</summary>
    public static string Dutch(this BreachSource source) => source switch
    {
        BreachSource.Own => "bij de dienstenleverancier",
        BreachSource.Processor => "bij een verwerker van de dienstenleverancier",
        BreachSource.Dov => "bij DOV",
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };

    /// <summary>The judgement of the risk.</summary>
    public static string Dutch(this RiskJudgement risk) => risk switch
    {
        RiskJudgement.Unlikely => "een risico is niet waarschijnlijk",
        RiskJudgement.Risk => "er is een risico",
        RiskJudgement.High => "er is een hoog risico",
        _ => throw new ArgumentOutOfRangeException(nameof(risk)),
    };

    /// <summary>Whether the persons are informed.</summary>
    public static string Dutch(this PersonsDecision persons) => persons switch
    {
        PersonsDecision.Undecided => "nog niet beslist",
        PersonsDecision.NotRequired => "niet nodig",
        PersonsDecision.Done => "gedaan",
        _ => throw new ArgumentOutOfRangeException(nameof(persons)),
    };

    /// <summary>The party that found a fault in the data.</summary>
    public static string Dutch(this QualitySource source) => source switch
    {
        QualitySource.Provider => "de dienstenleverancier",
        QualitySource.Dov => "DOV",
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };

    /// <summary>The subject of a change.</summary>
    public static string Dutch(this ChangeSubject subject) => subject switch
    {
        ChangeSubject.Legislation => "wetgeving",
        ChangeSubject.Processors => "verwerkers",
        _ => throw new ArgumentOutOfRangeException(nameof(subject)),
    };

    /// <summary>The official name of a datum of article 3 of the protocol.</summary>
    public static string Dutch(this ProtocolDatum datum) => ProtocolData.NameOf(datum);

    /// <summary>The subject of a notice.</summary>
    public static string Dutch(this NoticeKind kind) => kind switch
    {
        NoticeKind.Breach => "datalek",
        NoticeKind.Quality => "fout in de gegevens",
        NoticeKind.Change => "wijziging",
        NoticeKind.Disclosure => "uuid's voor een andere dienstenleverancier",
        NoticeKind.Sharing => "gegevens voor een derde",
        NoticeKind.Request => "verzoek van een betrokkene",
        NoticeKind.Agreement => "einde van het protocol",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The recipient of a mail.</summary>
    public static string Dutch(this NoticeRecipient recipient) => recipient switch
    {
        NoticeRecipient.Provider => "uw functionaris voor gegevensbescherming",
        NoticeRecipient.Dov => "de functionaris van DOV",
        NoticeRecipient.Requests => "de privacydienst",
        _ => throw new ArgumentOutOfRangeException(nameof(recipient)),
    };

    /// <summary>The delivery state of the mails of a notice.</summary>
    public static string Dutch(this NoticeDelivery delivery) => delivery switch
    {
        NoticeDelivery.Delivered => "afgeleverd",
        NoticeDelivery.UnderWay => "onderweg",
        NoticeDelivery.Failed => "niet afgeleverd",
        _ => throw new ArgumentOutOfRangeException(nameof(delivery)),
    };

    /// <summary>The way in which DOV's officer learns which pupil a notice is about.</summary>
    public static string Dutch(this PupilIdentityRoute route) => route switch
    {
        PupilIdentityRoute.Encrypted => "de functionaris van DOV krijgt de uuid versleuteld",
        PupilIdentityRoute.ByTelephone => "de functionaris van DOV vraagt de uuid telefonisch",
        PupilIdentityRoute.KnownToDov => "DOV meldde het zelf en kent de leerling",
        _ => throw new ArgumentOutOfRangeException(nameof(route)),
    };
}
