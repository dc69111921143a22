using System.Globalization;
using LeerId.Calendar;
using LeerId.Restrictions;
using LeerId.Text;

namespace LeerId.DataSubjects;

/// <summary>The body of a call that places a restriction. A class, not a record, so that it never prints itself.</summary>
public sealed class RestrictionRequest
{
    /// <summary>The leer_id_uuid; null if the request is by account_uuid.</summary>
    public string? LeerIdUuid { get; init; }

    /// <summary>A current or former account_uuid; null if the request is by leer_id_uuid.</summary>
    public string? AccountUuid { get; init; }

    /// <summary>The ground; required, and not <see cref="RestrictionGround.ObjectionUpheld"/>, which a pending objection becomes when it is upheld.</summary>
    public RestrictionGround? Ground { get; init; }

    /// <summary>The number of the data subject's request in the register of requests: a ULID; null if there is none.</summary>
    public string? Request { get; init; }

    /// <summary>The day, Brussels calendar, on which staff must review whether it is still needed; required, and later than today.</summary>
    public DateOnly? ReviewOn { get; init; }

    /// <summary>Returns the values that are not allowed, except the uuids.</summary>
    /// <param name="today">The current day in Brussels.</param>
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

    /// <summary>
    /// The moment when the data subject was informed that the restriction will be lifted (GDPR, article 18(3)); required, between the placing and now.
    /// </summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>The reason for lifting it, without data of the pupil; required, at most 1,000 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>The reason as it is stored.</summary>
    internal string? CleanReason => Reason is null ? null : PlainText.Clean(Reason).Trim();

    /// <summary>Returns all values that are not allowed.</summary>
    /// <param name="placedAt">The moment when the restriction was placed, UTC.</param>
    /// <param name="now">The current moment, UTC.</param>
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
            yield return new FieldFault(
                "toldAt", "is earlier than the moment when the restriction was placed",
                "ligt vóór het moment waarop de beperking geplaatst werd");
        }

        if (PlainText.IsBlank(Reason))
        {
            yield return new FieldFault("reason", "is missing", "is niet ingevuld");
        }
        else if (UuidText.IsIn(Reason))
        {
            yield return new FieldFault(
                "reason", "contains a uuid: remove it, because the reason is stored for years next to the pseudonym",
                "bevat een uuid: laat die weg, want de reden staat nog jaren naast de code van de leerling");
        }
        else if (PlainText.Clean(Reason).Length > MaxReasonLength)
        {
            yield return new FieldFault(
                "reason", $"is longer than {MaxReasonLength} characters", $"heeft meer dan {DutchDate.Count(MaxReasonLength)} tekens");
        }
    }
}
