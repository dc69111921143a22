using LeerId.DataSubjects;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Requests;

namespace LeerId.Pages.StaffConsole.Requests;

/// <summary>A page of the register of requests.</summary>
/// <param name="Rows">The requests on the page.</param>
/// <param name="Query">The choice and the order of the requests in the list.</param>
/// <param name="Pages">The pages of the list.</param>
/// <param name="MayHandle">Whether the person may handle requests, not only read the register.</param>
public sealed record RequestListModel(IReadOnlyList<RequestSummary> Rows, RequestListQuery Query, PageLinksModel Pages, bool MayHandle);

/// <summary>The choices in a new request.</summary>
/// <param name="Kinds">The kinds of requests.</param>
/// <param name="Checks">The ways to check the requester's identity.</param>
public sealed record NewRequestModel(IReadOnlyList<ConsoleOption> Kinds, IReadOnlyList<ConsoleOption> Checks);

/// <summary>One request. It is a class and not a record, so that it never prints personal data.</summary>
/// <param name="registered">The part that is shown without a reason.</param>
/// <param name="restrictions">The restrictions that were placed because of the request.</param>
/// <param name="whole">The requester and the texts; null until a reason was given.</param>
/// <param name="mayHandle">Whether the person may handle requests, not only read the register.</param>
public sealed class RequestModel(RegisteredRequest registered, IReadOnlyList<RestrictionAnswer> restrictions, DataSubjectRequest? whole, bool mayHandle)
{
    /// <summary>The part that is shown without a reason.</summary>
    public RequestSummary Summary { get; } = registered.Summary;

    /// <summary>The restrictions that were placed because of the request.</summary>
    public IReadOnlyList<RestrictionAnswer> Restrictions { get; } = restrictions;

    /// <summary>The requester and the texts; null until a reason was given.</summary>
    public DataSubjectRequest? Whole { get; } = whole;

    /// <summary>Whether the person may handle requests, not only read the register.</summary>
    public bool MayHandle { get; } = mayHandle;

    /// <summary>Whether the request is open.</summary>
    public bool IsOpen => Summary.ClosedAt is null;

    /// <summary>Whether the term can still be extended: once, within the first month, before the decision.</summary>
    public bool CanBeExtended => Summary is { ClosedAt: null, IsExtended: false, Decision: null, DaysLeft: >= 0 };
}

/// <summary>A step of a request that is being recorded.</summary>
/// <param name="Registered">The request.</param>
/// <param name="Conflict">Both versions, if somebody else changed the request meanwhile; otherwise null.</param>
public sealed record RequestStepModel(RegisteredRequest Registered, ConflictModel? Conflict)
{
    /// <summary>The address of the request's screen.</summary>
    public string RequestAddress => ConsoleRouter.AddressOf($"{RequestsScreen.ListPath}/{Registered.Summary.Number}");
}
