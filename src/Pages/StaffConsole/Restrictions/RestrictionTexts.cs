using LeerId.Calendar;
using LeerId.DataSubjects;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Restrictions;

namespace LeerId.Pages.StaffConsole.Restrictions;

/// <summary>The words of the register of restrictions, in Dutch.</summary>
internal static class RestrictionTexts
{
    /// <summary>The grounds that can be chosen. An objection is placed before it is decided on.</summary>
    public static IReadOnlyList<ConsoleOption> GroundsToPlace { get; } =
    [
        .. EnumChoice.Options<RestrictionGround>(TextOf).Where(option => option.Value != EnumChoice.ToText(RestrictionGround.ObjectionUpheld)),
    ];

    public static string TextOf(RestrictionGround ground) => ground switch
    {
        RestrictionGround.AccuracyContested => "De leerling zegt dat gegevens niet juist zijn (artikel 18, lid 1, a)",
        RestrictionGround.ErasureOpposed => "De verwerking is onrechtmatig, en de leerling wil geen wissing (artikel 18, lid 1, b)",
        RestrictionGround.LegalClaims => "De leerling heeft de gegevens nodig voor een rechtsvordering (artikel 18, lid 1, c)",
        RestrictionGround.ObjectionPending => "Bezwaar waarover nog niet beslist is (artikel 18, lid 1, d, en artikel 21)",
        RestrictionGround.ObjectionUpheld => "Bezwaar dat ingewilligd is (artikel 21)",
        _ => throw new ArgumentOutOfRangeException(nameof(ground)),
    };

    /// <summary>The state of a restriction.</summary>
    public static string StateOf(RestrictionAnswer restriction) => restriction switch
    {
        { Lifted: { } lifted } => $"opgeheven op {DutchDate.Moment(lifted.At)}",
        { DaysLeft: < 0 } => "van kracht, nakijken is te laat",
        _ => "van kracht",
    };

    /// <summary>The reason why a restriction can't be changed as requested.</summary>
    public static string TextOf(RestrictionConflict conflict) => conflict switch
    {
        RestrictionConflict.AlreadyLifted => "Deze beperking is al opgeheven. Er is niets gewijzigd.",
        RestrictionConflict.NotAnObjection => "Dit is geen bezwaar, en kan dus niet ingewilligd worden. Hef de beperking op als de reden ervan voorbij is.",
        RestrictionConflict.OtherRestriction =>
            "Voor dezelfde leerling geldt nog een beperking waarvoor de gegevens bewaard moeten blijven. Er is niets gewist. Hef die eerst op.",
        _ => throw new ArgumentOutOfRangeException(nameof(conflict)),
    };
}
