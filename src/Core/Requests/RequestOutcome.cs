using LeerId.Text;

namespace LeerId.Requests;

/// <summary>The outcome of a call about a request of a data subject.</summary>
public abstract class RequestOutcome
{
    private RequestOutcome()
    {
    }

    /// <summary>The step is done, now or in an earlier call. A class, so that it never prints itself.</summary>
    /// <param name="request">The current request.</param>
    /// <param name="today">The current day, Brussels calendar.</param>
    public sealed class Done(DataSubjectRequest request, DateOnly today) : RequestOutcome
    {
        /// <summary>The current request.</summary>
        public DataSubjectRequest Request { get; } = request;

        /// <summary>The current day, Brussels calendar.</summary>
        public DateOnly Today { get; } = today;
    }

    /// <summary>The body has values that are not allowed. Nothing is done.</summary>
    /// <param name="faults">All faults.</param>
    public sealed class Invalid(IReadOnlyList<FieldFault> faults) : RequestOutcome
    {
        /// <summary>All faults.</summary>
        public IReadOnlyList<FieldFault> Faults { get; } = faults;
    }

    /// <summary>The current state of the request doesn't allow the step. Nothing is done.</summary>
    /// <param name="fault">The reason.</param>
    public sealed class NotPossible(FieldFault fault) : RequestOutcome
    {
        /// <summary>The reason.</summary>
        public FieldFault Fault { get; } = fault;
    }

    /// <summary>Somebody changed the request since the caller read it. Nothing is done.</summary>
    public sealed class Changed : RequestOutcome;

    /// <summary>The setting <c>Requests:Mail</c> is empty, so nobody would get reminders. Nothing is registered.</summary>
    public sealed class MailMissing : RequestOutcome;

    /// <summary>The idempotency key was used before for a different body. Nothing is done.</summary>
    public sealed class KeyReused : RequestOutcome;

    /// <summary>No request has that number.</summary>
    public sealed class Unknown : RequestOutcome;
}
