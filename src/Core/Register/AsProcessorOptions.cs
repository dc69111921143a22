namespace LeerId.Register;

/// <summary>
/// The activities of the provider as a processor of school boards (GDPR, article 30(2)). Settings <c>Register:AsProcessor:*</c>; all are empty if the
/// provider is not a processor.
/// </summary>
public sealed class AsProcessorOptions
{
    /// <summary>The controllers for whom it is done: their names and contact details, or where the list of them is.</summary>
    public string Controllers { get; set; } = "";

    /// <summary>The categories of processing that are done for them.</summary>
    public string Processing { get; set; } = "";

    /// <summary>Transfers outside the European Economic Area and their safeguards; empty when there are none.</summary>
    public string Transfers { get; set; } = "";

    /// <summary>The security measures, in general terms (GDPR, article 32(1)).</summary>
    public string Measures { get; set; } = "";

    /// <summary>Whether nothing is set.</summary>
    internal bool IsEmpty => Array.TrueForAll([Controllers, Processing, Transfers, Measures], string.IsNullOrWhiteSpace);

    internal IEnumerable<string> Faults(string section)
    {
        if (IsEmpty)
            yield break;
        if (string.IsNullOrWhiteSpace(Controllers))
            yield return $"{section}:{nameof(Controllers)} is not set: name the school boards for which the provider is a processor.";
        if (string.IsNullOrWhiteSpace(Processing))
            yield return $"{section}:{nameof(Processing)} is not set: say which processing the provider does for the school boards.";
        if (string.IsNullOrWhiteSpace(Measures))
            yield return $"{section}:{nameof(Measures)} is not set: describe the security measures in general terms.";
    }
}
