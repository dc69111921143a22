using LeerId.Text;
using Microsoft.Extensions.Logging;

namespace LeerId.Register;

/// <summary>Logs every night which documents of the register have an overdue review. An alert watches the event.</summary>
public sealed partial class OverdueReviews(RegisterDocuments documents, ILogger<OverdueReviews> logger)
{
    /// <summary>Logs an event for each overdue review.</summary>
    public void Report()
    {
        RegisteredDocuments read = documents.Read();
        Report(nameof(RegisterOptions.RiskAssessment), read.RiskAssessment);
        Report(nameof(RegisterOptions.ImpactAssessment), read.ImpactAssessment);
    }

    private void Report(string setting, ReviewedDocument? document)
    {
        if (document is { IsOverdue: true })
            LogOverdue(setting, document.NextReview);
    }

    [LoggerMessage(
        EventId = 9210, Level = LogLevel.Warning,
        Message = "The review of Register:{Document} was due on {NextReview}. Review it, and set its Date and NextReview")]
    private partial void LogOverdue(string document, LoggedDay nextReview);
}
