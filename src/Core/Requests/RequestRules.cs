using LeerId.Calendar;
using LeerId.Text;

namespace LeerId.Requests;

/// <summary>The rules for the bodies of requests.</summary>
internal static class RequestRules
{
    // Less than a third of the maximum length of a column.
    public const int MaxTextLength = 10_000;
    private const int MaxNameLength = 200;
    private const int MaxContactLength = 500;
    private const int MaxProofLength = 8_000;
    private const string ProofMarks = "-_./";
    private const string Missing = "is missing";
    private const string NotFilledIn = "is niet ingevuld";
    private const string NotChosen = "is niet gekozen";

    public static IReadOnlyList<FieldFault> Check(NewRequest request, DateOnly today)
    {
        List<FieldFault> faults = [];
        if (request.Kind is null)
            faults.Add(new("kind", Missing, NotChosen));
        if (request.ReceivedOn is null)
            faults.Add(new("receivedOn", Missing, NotFilledIn));
        else if (request.ReceivedOn > today)
        {
            faults.Add(new(
                "receivedOn", "is in the future; give the day of receipt, today in Brussels at the latest",
                "ligt in de toekomst: vul de dag van ontvangst in, ten laatste vandaag"));
        }

        CheckText(faults, "requester.name", request.Requester?.Name, MaxNameLength);
        CheckText(faults, "requester.contact", request.Requester?.Contact, MaxContactLength);
        CheckIdentity(faults, request.Identity);
        CheckLength(faults, "description", request.Description, MaxTextLength);
        return faults;
    }

    public static IReadOnlyList<FieldFault> Check(NewExtension extension)
    {
        List<FieldFault> faults = [];
        CheckText(faults, "reason", extension.Reason, MaxTextLength);
        return faults;
    }

    public static IReadOnlyList<FieldFault> Check(NewDecision decision)
    {
        List<FieldFault> faults = [];
        if (decision.Outcome is null)
            faults.Add(new("outcome", Missing, NotChosen));
        CheckText(faults, "reason", decision.Reason, MaxTextLength);
        if (decision.Identity is not null)
            CheckIdentity(faults, decision.Identity);
        return faults;
    }

    public static IReadOnlyList<FieldFault> Check(NewAnswer answer, DateTimeOffset now)
    {
        List<FieldFault> faults = [];
        if (answer.SentAt is null)
            faults.Add(new("sentAt", Missing, NotFilledIn));
        else if (answer.SentAt > now)
        {
            faults.Add(new(
                "sentAt", "is in the future; record the answer after it was sent", "ligt in de toekomst: noteer het antwoord nadat het verstuurd is"));
        }

        CheckText(faults, "text", answer.Text, MaxTextLength);
        if (answer.Proof is { } proof && (proof.Length is 0 or > MaxProofLength || !proof.All(IsOfProof)))
        {
            faults.Add(new(
                "proof", $"must be a compact JWS or a number: 1 to {MaxProofLength} letters, digits and {ProofMarks}",
                $"mag alleen letters, cijfers en de tekens {ProofMarks} bevatten, hoogstens {DutchDate.Count(MaxProofLength)}: "
                    + "het bewijs van een wissing, of het nummer van een melding of een beperking"));
        }
        else if (UuidText.IsIn(answer.Proof))
        {
            faults.Add(new(
                "proof", "contains a uuid: give the proof of the erasure, or the number of a notice or a restriction",
                "bevat een uuid: vul het bewijs van de wissing in, of het nummer van een melding of een beperking"));
        }

        return faults;
    }

    /// <summary>Returns a text as it is stored: without control characters, and null if nothing is left.</summary>
    public static string? Clean(string? text) => PlainText.IsBlank(text) ? null : PlainText.Clean(text).Trim();

    private static void CheckIdentity(List<FieldFault> faults, IdentityEvidence? identity)
    {
        if (identity?.Check is null)
        {
            faults.Add(new("identity.check", Missing, NotChosen));
        }
        else if (identity.Check == IdentityCheck.Other && PlainText.IsBlank(identity.Note))
        {
            faults.Add(new(
                "identity.note", "must say how the identity was checked when check is other",
                "is niet ingevuld: zeg hoe u nakeek wie de aanvrager is, want u koos een andere manier"));
        }

        CheckLength(faults, "identity.note", identity?.Note, MaxTextLength);
    }

    private static void CheckText(List<FieldFault> faults, string field, string? text, int maximum)
    {
        if (PlainText.IsBlank(text))
            faults.Add(new(field, Missing, NotFilledIn));
        else
            CheckLength(faults, field, text, maximum);
    }

    private static void CheckLength(List<FieldFault> faults, string field, string? text, int maximum)
    {
        if (text?.Length > maximum)
        {
            faults.Add(new(
                field, $"has {text.Length} characters; at most {maximum} are allowed",
                $"heeft {DutchDate.Count(text.Length)} tekens; hoogstens {DutchDate.Count(maximum)} mogen"));
        }
    }

    // A proof has no spaces, so it can't be a text about a person.
    private static bool IsOfProof(char character) => char.IsAsciiLetterOrDigit(character) || ProofMarks.Contains(character, StringComparison.Ordinal);
}
