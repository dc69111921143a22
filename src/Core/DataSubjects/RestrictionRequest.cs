using System.Globalization;
using LeerId.Calendar;
using LeerId.Restrictions;
using LeerId.Text;

namespace LeerId.DataSubjects;

/// <summary>A restriction to place, as it comes in. A class, not a record, so that it never prints itself.</summary>
public sealed class RestrictionRequest
{
    /// <summary>The leer_id_uuid; null when the request is by account_uuid.</summary>
    public string? LeerIdUuid { get; init; }

    /// <summary>A present or former account_uuid; null when the request is by leer_id_uuid.</summary>
    public string? AccountUuid { get; init; }

    /// <summary>Why; required, and not <see cref="RestrictionGround.ObjectionUpheld"/>, which a pending objection becomes.</summary>
    public RestrictionGround? Ground { get; init; }

    /// <summary>The number of the data subject's request in the register of requests: a ULID; null when there is none.</summary>
    public string? Request { get; init; }

    /// <summary>The day, by the calendar of Brussels, on which somebody must see whether it is still needed; required, and later than today.</summary>
    public DateOnly? ReviewOn { get; init; }

    /// <summary>Every value that is not allowed, the uuids aside.</summary>
    /// <param name="today">The day it is in Brussels.</param>
    internal IEnumerable<FieldFault> Faults(DateOnly today)
    {
        if (Ground is null)
            yield return new FieldFault("ground", "is missing", "is niet gekozen");
        else if (Ground == RestrictionGround.ObjectionUpheld)
        {
            yield return new FieldFault(
                "ground", "must be objectionPending for an objection; uphold it afterwards",
                "kan nog geen ingewilligd bezwaar zijn: plaats eerst het bezwaar, en willig het daarna in");
        }

        if (Request is { } number && !Ulid.TryParse(number, CultureInfo.InvariantCulture, out _))
        {
            yield return new FieldFault(
                "request", "must be the number of a request in the register of requests, or left out",
                "moet het nummer van een verzoek in het register zijn (26 letters en cijfers), of leeg blijven");
        }

        if (ReviewOn is null)
            yield return new FieldFault("reviewOn", "is missing", "is niet ingevuld");
        else if (ReviewOn <= today)
            yield return new FieldFault("reviewOn", "must be later than today", "moet na vandaag liggen");
    }
}

/// <summary>A request to lift a restriction, or to record that an upheld objection is withdrawn.</summary>
public sealed record RestrictionLiftRequest
{
    private const int MaxReasonLength = 1000;

    /// <summary>When the data subject was told that it will be lifted (GDPR, article 18(3)); required, between the placing and now.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>Why it is lifted, without data of the pupil; required, 1,000 characters at most.</summary>
    public string? Reason { get; init; }

    /// <summary>The reason as it is stored.</summary>
    internal string? CleanReason => Reason is null ? null : PlainText.Clean(Reason).Trim();

    /// <summary>Every value that is not allowed.</summary>
    /// <param name="placedAt">When the restriction was placed, UTC.</param>
    /// <param name="now">Now, UTC.</param>
    internal IEnumerable<FieldFault> Faults(DateTimeOffset placedAt, DateTimeOffset now)
    {
        if (ToldAt is null)
        {
            yield return new FieldFault(
                "toldAt", "is missing: tell the data subject before you lift it (GDPR, article 18(3))",
                "is niet ingevuld: laat het de betrokkene weten vóór u opheft (AVG, artikel 18, lid 3)");
        }
        else if (ToldAt > now)
        {
            yield return new FieldFault(
                "toldAt", "is in the future: tell the data subject before you lift it (GDPR, article 18(3))",
                "ligt in de toekomst: laat het de betrokkene weten vóór u opheft (AVG, artikel 18, lid 3)");
        }
        else if (ToldAt < placedAt)
        {
            yield return new FieldFault("toldAt", "is before the restriction was placed", "ligt vóór het moment waarop de beperking geplaatst werd");
        }

        if (PlainText.IsBlank(Reason))
        {
            yield return new FieldFault("reason", "is missing", "is niet ingevuld");
        }
        else if (UuidText.IsIn(Reason))
        {
            yield return new FieldFault(
                "reason", "holds a uuid: leave it out, because the reason is kept for years beside the pseudonym",
                "bevat een uuid: laat die weg, want de reden staat nog jaren naast de code van de leerling");
        }
        else if (PlainText.Clean(Reason).Length > MaxReasonLength)
        {
            yield return new FieldFault(
                "reason", $"has more than {MaxReasonLength} characters", $"heeft meer dan {DutchDate.Count(MaxReasonLength)} tekens");
        }
    }
}
