using LeerId.Pages.StaffConsole.Parts;
using LeerId.Schools;
using LeerId.Support;
using Microsoft.AspNetCore.WebUtilities;

namespace LeerId.Pages.StaffConsole.Schools;

/// <summary>A page of the list of schools.</summary>
/// <param name="Query">The search.</param>
/// <param name="Page">Its result.</param>
/// <param name="Rows">The schools of the page.</param>
/// <param name="CanChange">Whether the person may change contracts.</param>
public sealed record SchoolListModel(SchoolQuery Query, SchoolPage Page, IReadOnlyList<SchoolRow> Rows, bool CanChange)
{
    internal const string Path = "scholen";
    internal const string TextField = "zoek";
    internal const string StateField = "toon";
    internal const string OrderField = "sorteer";

    // A page with ten forms is still clear. A longer list has links instead.
    private const int MaximumForms = 10;
    private const string Descending = "-af";

    private static readonly (SchoolState State, string Word, string Text)[] StateWords =
    [
        (SchoolState.All, "", "Alle"),
        (SchoolState.InForce, "geldig", "Vandaag geldig"),
        (SchoolState.EndsSoon, "eindigt", $"Eindigt binnen {SchoolSearch.SoonDays} dagen"),
        (SchoolState.Ended, "afgelopen", "Afgelopen"),
        (SchoolState.NotBegun, "begint", "Nog niet begonnen"),
    ];

    private static readonly (SchoolOrder Order, string Word, string Text)[] OrderWords =
    [
        (SchoolOrder.Name, "naam", "Naam"),
        (SchoolOrder.Number, "nummer", "Nummer"),
        (SchoolOrder.Municipality, "gemeente", "Gemeente"),
        (SchoolOrder.Until, "einde", "Contract"),
    ];

    /// <summary>Whether each row has a form that extends the contract. If not, it has a link to that form.</summary>
    public bool HasForms => Page.Found <= MaximumForms;

    internal static IReadOnlyList<(SchoolState State, string Word, string Text)> States => StateWords;

    internal static IReadOnlyList<(SchoolOrder Order, string Word, string Text)> Orders => OrderWords;

    internal string Sorting => Word(Query.Order, Query.IsDescending);

    internal PageLinksModel Links => new(Path, Parameters(Query.State, Sorting), Page.Page, SchoolSearch.PageSize, Page.Found);

    /// <summary>Reads the search from the query of the address. An unknown word is ignored.</summary>
    internal static SchoolQuery Read(ConsoleRequest request)
    {
        string order = request.Query(OrderField) ?? "";
        bool isDescending = order.EndsWith(Descending, StringComparison.Ordinal);
        string word = isDescending ? order[..^Descending.Length] : order;
        return new SchoolQuery
        {
            Text = request.Query(TextField)?.Trim() ?? "",
            State = Array.Find(StateWords, state => state.Word == request.Query(StateField)).State,
            Order = Array.Find(OrderWords, known => known.Word == word).Order,
            IsDescending = isDescending,
            Page = PageLinksModel.Read(request.Query(PageLinksModel.Parameter), SchoolSearch.PageSize, int.MaxValue - SchoolSearch.PageSize),
        };
    }

    /// <summary>The address of the same search, for another state.</summary>
    internal string AddressOf(SchoolState state) => AddressOf(Parameters(state, Sorting));

    /// <summary>The address of the same search, sorted by a column. If it is already sorted by that column, the direction is reversed.</summary>
    internal string AddressOf(SchoolOrder order) => AddressOf(Parameters(Query.State, Word(order, order == Query.Order && !Query.IsDescending)));

    /// <summary>The value of <c>aria-sort</c> of a column; null if the list is not sorted by it.</summary>
    internal string? SortOf(SchoolOrder order) => order != Query.Order ? null : Query.IsDescending ? "descending" : "ascending";

    private static string Word(SchoolOrder order, bool isDescending) =>
        Array.Find(OrderWords, known => known.Order == order).Word + (isDescending ? Descending : "");

    private static string AddressOf(IEnumerable<KeyValuePair<string, string?>> parameters) =>
        QueryHelpers.AddQueryString(ConsoleRouter.AddressOf(Path), parameters.Where(parameter => parameter.Value is { Length: > 0 }));

    private Dictionary<string, string?> Parameters(SchoolState state, string order) => new()
    {
        [TextField] = Query.Text,
        [StateField] = Array.Find(StateWords, known => known.State == state).Word,
        [OrderField] = order,
    };
}

/// <summary>A school on the list.</summary>
/// <param name="School">The contract.</param>
/// <param name="Today">Whether its pupils may sign in today.</param>
/// <param name="Mark">The state of the contract today, in Dutch; null if it is in force and doesn't end soon.</param>
/// <param name="Extension">The form that extends the contract, filled in; null if it has no end, or the person may not change it.</param>
public sealed record SchoolRow(SchoolContract School, ContractToday Today, string? Mark, ConsoleForm? Extension);
