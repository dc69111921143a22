using LeerId.Settings;

namespace LeerId.Register;

/// <summary>A document that is kept outside the software, such as an advice: where it is, and its day.</summary>
public class DocumentOptions
{
    /// <summary>The place of the document: an address or the provider's own reference; empty if there is no document.</summary>
    public string Where { get; set; } = "";

    /// <summary>The day of the document, <c>yyyy-MM-dd</c>; empty when there is none.</summary>
    public string Date { get; set; } = "";

    /// <summary>The day in <see cref="Date"/>; null if there is no document, and before validation.</summary>
    internal DateOnly? Day => SettingDay.Parse(Date);

    /// <summary>Whether nothing is set.</summary>
    internal virtual bool IsEmpty => string.IsNullOrWhiteSpace(Where) && string.IsNullOrWhiteSpace(Date);

    /// <summary>Returns the faults of the settings, each in a sentence. An optional document has either all its settings or none.</summary>
    /// <param name="section">The name of the section.</param>
    /// <param name="document">The name of the document, in English.</param>
    /// <param name="isRequired">Whether it must be set.</param>
    internal virtual IEnumerable<string> Faults(string section, string document, bool isRequired = false)
    {
        if (IsEmpty && !isRequired)
            yield break;
        if (string.IsNullOrWhiteSpace(Where))
            yield return $"{section}:{nameof(Where)} is not set: say where {document} is.";
        if (DayFault($"{section}:{nameof(Date)}", Date, $"the day of {document}") is { } fault)
            yield return fault;
    }

    /// <summary>Returns the fault of a day that must be set; null if it has none.</summary>
    private protected static string? DayFault(string setting, string? text, string day) => string.IsNullOrWhiteSpace(text)
        ? $"{setting} is not set: give {day}, such as 2028-01-01."
        : SettingDay.Parse(text) is null ? $"{setting} must be a day such as 2028-01-01: give {day}." : null;
}

/// <summary>A document that is reviewed periodically, such as the risk assessment.</summary>
public sealed class ReviewedDocumentOptions : DocumentOptions
{
    /// <summary>The day by which the next review must be done, <c>yyyy-MM-dd</c>; an alert tells when it has passed.</summary>
    public string NextReview { get; set; } = "";

    /// <summary>The day in <see cref="NextReview"/>; null if there is no document, and before validation.</summary>
    internal DateOnly? NextReviewDay => SettingDay.Parse(NextReview);

    /// <inheritdoc />
    internal override bool IsEmpty => base.IsEmpty && string.IsNullOrWhiteSpace(NextReview);

    /// <inheritdoc />
    internal override IEnumerable<string> Faults(string section, string document, bool isRequired = false)
    {
        if (IsEmpty && !isRequired)
            yield break;
        foreach (string other in base.Faults(section, document, isRequired: true))
            yield return other;
        if (DayFault($"{section}:{nameof(NextReview)}", NextReview, $"the day of the next review of {document}") is { } fault)
            yield return fault;
        else if (NextReviewDay <= Day)
            yield return $"{section}:{nameof(NextReview)} is {NextReview}, which is not after {section}:{nameof(Date)}, {Date}: "
                + $"give a later day for the next review of {document}.";
    }
}
