using LeerId.Calendar;
using Microsoft.Extensions.Options;

namespace LeerId.Register;

/// <summary>The places of the documents to which the register refers. They are kept outside the software.</summary>
/// <param name="ProtocolAddress">The address where the provider publishes the protocol (recital E); null if it isn't set.</param>
/// <param name="ProviderAdvice">The advice of the provider's officer on the protocol (recital G); null if it isn't set.</param>
/// <param name="DovAdvice">The advice of DOV's officer (recital F); null if it isn't set.</param>
/// <param name="RiskAssessment">The risk assessment (protocol, article 6); null only in Development.</param>
/// <param name="ImpactAssessment">The data protection impact assessment (GDPR, article 35); null only in Development.</param>
/// <param name="BalancingTest">The balancing test of the legitimate interest (GDPR, article 6(1)(f)); null if it isn't set.</param>
public sealed record RegisteredDocuments(
    Uri? ProtocolAddress, RegisteredDocument? ProviderAdvice, RegisteredDocument? DovAdvice, ReviewedDocument? RiskAssessment,
    ReviewedDocument? ImpactAssessment, RegisteredDocument? BalancingTest);

/// <summary>A document.</summary>
/// <param name="Where">The place of the document.</param>
/// <param name="Date">Its day.</param>
public sealed record RegisteredDocument(string Where, DateOnly Date);

/// <summary>A document that is reviewed periodically.</summary>
/// <param name="Where">The place of the document.</param>
/// <param name="Date">Its day.</param>
/// <param name="NextReview">The day, Brussels calendar, by which the next review must be done.</param>
/// <param name="IsOverdue">Whether that day has passed.</param>
public sealed record ReviewedDocument(string Where, DateOnly Date, DateOnly NextReview, bool IsOverdue);

/// <summary>Reads the places of the documents from the settings, and which reviews are overdue today.</summary>
public sealed class RegisterDocuments(IOptions<RegisterOptions> register, TimeProvider clock)
{
    private readonly RegisterOptions _register = register.Value;

    /// <summary>Reads the documents.</summary>
    public RegisteredDocuments Read() => new(
        string.IsNullOrEmpty(_register.Protocol.Url) ? null : new Uri(_register.Protocol.Url),
        Of(_register.Protocol.ProviderAdvice),
        Of(_register.Protocol.DovAdvice),
        Of(_register.RiskAssessment),
        Of(_register.ImpactAssessment),
        Of(_register.BalancingTest));

    private static RegisteredDocument? Of(DocumentOptions document) => document.IsEmpty ? null : new(document.Where.Trim(), document.Day!.Value);

    private ReviewedDocument? Of(ReviewedDocumentOptions document) => document.IsEmpty
        ? null
        : new(document.Where.Trim(), document.Day!.Value, document.NextReviewDay!.Value, document.NextReviewDay < BrusselsTime.Today(clock));
}
