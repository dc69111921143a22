namespace LeerId.DataSubjects;

/// <summary>The processors, as the register of processing activities has them: a pupil who asks is told their names (GDPR, article 15(1)(c)).</summary>
public interface IProcessorNames
{
    /// <summary>Each with what it does, such as <c>Voorbeeldwolk NV (opslag)</c>.</summary>
    IReadOnlyList<string> Names { get; }
}
