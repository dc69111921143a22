using LeerId.Text;

namespace LeerId.Requests;

/// <summary>What became of a call about a request of a data subject.</summary>
public abstract class RequestOutcome
{
    private RequestOutcome()
    {
    }

    /// <summary>It is done, or was done before. A class, so that it never prints itself.</summary>
    /// <param name="request">The request as it is now.</param>
    /// <param name="today">The day, Brussels calendar.</param>
    public sealed class Done(DataSubjectRequest request, DateOnly today) : RequestOutcome
    {
        /// <summary>The request as it is now.</summary>
        public DataSubjectRequest Request { get; } = request;

        /// <summary>The day, Brussels calendar.</summary>
        public DateOnly Today { get; } = today;
    }

    /// <summary>The body has values that are not allowed: nothing is done.</summary>
    /// <param name="faults">Every fault.</param>
    public sealed class Invalid(IReadOnlyList<FieldFault> faults) : RequestOutcome
    {
        /// <summary>Every fault.</summary>
        public IReadOnlyList<FieldFault> Faults { get; } = faults;
    }

    /// <summary>The step is not possible, as the request is now: nothing is done.</summary>
    /// <param name="fault">What is in the way.</param>
    public sealed class NotPossible(FieldFault fault) : RequestOutcome
    {
        /// <summary>What is in the way.</summary>
        public FieldFault Fault { get; } = fault;
    }

    /// <summary>Somebody changed the request since the caller read it: nothing is done.</summary>
    public sealed class Changed : RequestOutcome;

    /// <summary>The setting <c>Requests:Mail</c> is empty, so that nobody would be reminded: nothing is registered.</summary>
    public sealed class MailMissing : RequestOutcome;

    /// <summary>The key of the request was used for another body before: nothing is done.</summary>
    public sealed class KeyReused : RequestOutcome;

    /// <summary>There is no request of that number.</summary>
    public sealed class Unknown : RequestOutcome;
}
