namespace LeerId.Disclosures;

/// <summary>A condition of the protocol, described for staff, and whether it is met.</summary>
/// <param name="Article">The article of the protocol, in Dutch.</param>
/// <param name="Title">The condition in a few words, in Dutch.</param>
/// <param name="Meaning">The meaning of the condition, in plain Dutch.</param>
/// <param name="Unmet">The parts that are not met, in Dutch sentences; empty when the condition is met.</param>
/// <param name="Field">The first field that can meet the condition; null when no field can.</param>
public sealed record ConditionCheck(string Article, string Title, string Meaning, IReadOnlyList<string> Unmet, string? Field)
{
    /// <summary>Whether it is met.</summary>
    public bool IsMet => Unmet.Count == 0;
}

/// <summary>Article 4 of the protocol as a list of conditions, with whether each is met.</summary>
public static class DisclosureChecklist
{
    private static readonly Row[] OfRequest =
    [
        new(
            "artikel 4, laatste lid", "De ontvanger is aangesloten op LeerID",
            "Aan een dienstenleverancier die niet op LeerID is aangesloten, mag u niets meedelen.", "receiver.name",
            DisclosureCondition.ReceiverMissing, DisclosureCondition.ReceiverKeyInvalid, DisclosureCondition.ReceiverNotConnected),
        new(
            "artikel 4, eerste voorwaarde", "De ontvanger heeft zelf een protocol met DOV",
            "De ontvanger sloot met het Departement Onderwijs en Vorming (DOV) een protocol om uuid's te krijgen. U noteert het kenmerk en de datum ervan.",
            "receiver.protocolReference", DisclosureCondition.ReceiverProtocolMissing, DisclosureCondition.ReceiverProtocolInFuture),
        new(
            "artikel 4, vierde voorwaarde", "Het schoolbestuur vraagt het",
            "De vraag komt van het schoolbestuur waarvoor u en de ontvanger werken, en alle scholen horen bij dat bestuur. U kunt de vraag tonen.",
            "board.name", DisclosureCondition.SchoolBoardRequestMissing, DisclosureCondition.SchoolBoardRequestInFuture,
            DisclosureCondition.SchoolNotOfBoard),
        new(
            "artikel 2", "Elke school heeft vandaag een contract",
            "U deelt alleen uuid's mee van leerlingen van scholen die vandaag een contract met u hebben.", "schools",
            DisclosureCondition.SchoolsMissing, DisclosureCondition.TooManySchools, DisclosureCondition.SchoolNumberInvalid,
            DisclosureCondition.SchoolWithoutContract),
        new(
            "artikel 4, derde voorwaarde", "Het doel is verenigbaar",
            "De ontvanger gebruikt de uuid's voor iets dat past bij het doel waarvoor u ze van DOV kreeg (artikel 2, 2°). U legt uit waarom.", "purpose",
            DisclosureCondition.PurposeMissing, DisclosureCondition.CompatibilityMissing),
        new(
            "artikel 11", "Uw eigen protocol met DOV loopt nog", "Na het einde van het protocol mag u niets meer meedelen.", null,
            DisclosureCondition.AgreementEnded),
    ];

    private static readonly Row[] OfRelease =
    [
        new(
            "artikel 4", "De mededeling is nog open", "U geeft de uuid's één keer, en niet als de mededeling ingetrokken is.", null,
            DisclosureCondition.ReleaseUnderWay, DisclosureCondition.AlreadyReleased, DisclosureCondition.Withdrawn),
        new(
            "artikel 4, tweede voorwaarde", "DOV is vooraf verwittigd",
            "De software mailt de melding aan de functionaris van DOV. Pas als die mail bezorgd is, is DOV verwittigd.", null,
            DisclosureCondition.DovNotNotified),
        new(
            "artikel 4, tweede voorwaarde", "De wachttijd is voorbij",
            "Na de dag waarop DOV de melding kreeg, moeten enkele hele werkdagen voorbijgaan. Zo kan DOV nog reageren.", null,
            DisclosureCondition.WaitingPeriodRunning),
    ];

    /// <summary>Lists the conditions of a request, with whether each is met.</summary>
    public static IReadOnlyList<ConditionCheck> Of(RequestCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return [.. OfRequest.Select(row => row.Check(check.Unmet))];
    }

    /// <summary>Lists the conditions of a release, with whether each is met.</summary>
    public static IReadOnlyList<ConditionCheck> Of(DisclosureStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return
        [
            .. OfRequest.Concat(OfRelease).Select(row =>
                row.Has(DisclosureCondition.WaitingPeriodRunning) && status.DovNotifiedAt is null
                    ? row.Check([]) with { Unmet = ["De wachttijd begint pas als DOV de melding heeft."] }
                    : row.Check(status.Unmet)),
        ];
    }

    private sealed record Row(string Article, string Title, string Meaning, string? Field, params DisclosureCondition[] Conditions)
    {
        public bool Has(DisclosureCondition condition) => Conditions.Contains(condition);

        public ConditionCheck Check(IReadOnlyList<UnmetCondition> unmet) =>
            new(Article, Title, Meaning, [.. unmet.Where(IsOf).Select(DisclosureTexts.Sentence)], Field);

        // A text that is too long is a fault of the condition of its field.
        private bool IsOf(UnmetCondition unmet) => Has(unmet.Condition)
            || (unmet.Condition == DisclosureCondition.TextTooLong && unmet.Field is { } field && Field is { } first && GroupOf(field) == GroupOf(first));

        private static string GroupOf(string field) => field switch
        {
            "receiver.name" => "receiver",
            "receiver.protocolReference" => "protocol",
            "purpose" or "compatibility" => "purpose",
            _ => field.Split('.')[0],
        };
    }
}
