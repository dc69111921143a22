using System.Collections.Frozen;
using System.Text.Json;

namespace LeerId.SignIn;

/// <summary>The reason of a refusal, and everything that follows from it.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Code">The reason in the privacy log, the log lines and the API, in the form <c>nonce-mismatch</c>.</param>
/// <param name="Kind">The page that the pupil gets.</param>
/// <param name="Status">The HTTP status of that page.</param>
/// <param name="Explanation">The explanation, in Dutch, for the person who helps the pupil.</param>
/// <param name="NextStep">The advice to that person, in Dutch.</param>
public sealed record Refusal(RefusalReason Reason, string Code, RefusalKind Kind, int Status, string Explanation, string NextStep)
{
    private static readonly FrozenDictionary<RefusalReason, Refusal> ByReason = RefusalTable.Groups
        .SelectMany(group => group.Rows.Select(row => new Refusal(row.Reason, CodeOf(row.Reason), group.Kind, group.Status, row.Explanation, row.NextStep)))
        .ToFrozenDictionary(refusal => refusal.Reason);

    private static readonly FrozenDictionary<string, Refusal> ByCode = ByReason.Values.ToFrozenDictionary(refusal => refusal.Code);

    private const string ReferToPrivacy = "refer-to-privacy";
    private const string NeutralExplanation = "De aanmelding kon niet worden afgerond.";
    private const string NeutralNextStep = "Verwijs door naar de privacydienst.";

    /// <summary>
    /// The refusal for everybody who does not handle the rights of data subjects: the helpdesk, operators and readers of log lines. It refers them to the
    /// privacy service, and hides that a pupil exercised a right.
    /// </summary>
    public Refusal Neutral => Reason == RefusalReason.Restricted
        ? this with { Code = ReferToPrivacy, Explanation = NeutralExplanation, NextStep = NeutralNextStep }
        : this;

    /// <summary>The refusal for a reason.</summary>
    public static Refusal For(RefusalReason reason) => ByReason[reason];

    /// <summary>The refusal with a <see cref="Code"/>; null when this version has none.</summary>
    public static Refusal? Find(string code) => ByCode.GetValueOrDefault(code);

    private static string CodeOf(RefusalReason reason) => JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString());
}
