using LeerId.Pages.StaffConsole.Parts;
using LeerId.Requests;
using Microsoft.AspNetCore.WebUtilities;

namespace LeerId.Pages.StaffConsole.Requests;

/// <summary>The choice and the order of the requests in the list.</summary>
/// <param name="State">The choice: <c>open</c>, <c>beantwoord</c>, or empty for all.</param>
/// <param name="Order">The column: <c>ontvangen</c>, <c>soort</c>, or empty for the last day.</param>
public sealed record RequestListQuery(string State, string Order)
{
    private const string StateParameter = "stand";
    private const string OrderParameter = "volgorde";

    /// <summary>True for open requests only, false for answered ones only, null for all.</summary>
    internal bool? IsOpen => State switch { "open" => true, "beantwoord" => false, _ => null };

    /// <summary>The parameters, for the links to other pages.</summary>
    internal IReadOnlyDictionary<string, string?> Parameters => new Dictionary<string, string?> { [StateParameter] = State, [OrderParameter] = Order };

    /// <summary>Reads the query of an address. An unknown value counts as absent.</summary>
    internal static RequestListQuery Of(ConsoleRequest request) => new(
        request.Query(StateParameter) is "open" or "beantwoord" ? request.Query(StateParameter)! : "",
        request.Query(OrderParameter) is "ontvangen" or "soort" ? request.Query(OrderParameter)! : "");

    /// <summary>The requests in the chosen order. Open requests precede the answered ones.</summary>
    internal IReadOnlyList<RequestSummary> Sort(IReadOnlyList<RequestSummary> requests)
    {
        IOrderedEnumerable<RequestSummary> openFirst = requests.OrderBy(request => request.ClosedAt is not null);
        return
        [
            .. Order switch
            {
                "ontvangen" => openFirst.ThenByDescending(request => request.ReceivedOn),
                "soort" => openFirst.ThenBy(request => request.Kind).ThenBy(request => request.DueOn),
                // Answered requests are sorted by the date of the answer, newest first.
                _ => openFirst.ThenByDescending(request => request.ClosedAt).ThenBy(request => request.DueOn),
            },
        ];
    }

    /// <summary>The address of the same list in another order.</summary>
    internal string OrderedBy(string order) => AddressOf(State, order);

    /// <summary>The address of other requests in the same order.</summary>
    internal string Showing(string state) => AddressOf(state, Order);

    /// <summary>The pages of a list.</summary>
    internal PageLinksModel PagesOf(int page, int size, int total) => new(RequestsScreen.ListPath, Parameters, page, size, total);

    private static string AddressOf(string state, string order) => QueryHelpers.AddQueryString(
        ConsoleRouter.AddressOf(RequestsScreen.ListPath),
        new Dictionary<string, string?> { [StateParameter] = state, [OrderParameter] = order }.Where(parameter => parameter.Value is { Length: > 0 }));
}
