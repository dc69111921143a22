using System.Globalization;
using LeerId.Calendar;

namespace LeerId.Schools;

/// <summary>
/// Finds schools on the list by name, number, former number or municipality, one page at a time. The list is kept in memory, and each search asks storage
/// whether it is still in force. Therefore a search sees every earlier change.
/// </summary>
public sealed class SchoolSearch(SchoolStore store, TimeProvider clock)
{
    /// <summary>The maximum number of schools on a page.</summary>
    public const int PageSize = 50;

    /// <summary>The number of days before its last day in which a contract counts as ending soon.</summary>
    public const int SoonDays = 60;

    /// <summary>The maximum length of a search text, in characters. The rest of a longer text is ignored.</summary>
    public const int MaxTextLength = 200;

    // A row that somebody changes by hand doesn't change the revision. Therefore the list is read again after a minute.
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private volatile Held? _held;

    /// <summary>Finds a page of schools. If the query asks for a page after the last one, the result is the last page.</summary>
    /// <param name="query">The words, the filter, the order and the page.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<SchoolPage> FindAsync(SchoolQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        Held held = await ReadAsync(cancellationToken);
        DateOnly today = BrusselsTime.Today(clock);
        string[] words = SearchText.Words(query.Text.Length > MaxTextLength ? query.Text[..MaxTextLength] : query.Text);
        Entry[] named = [.. held.Entries.Where(entry => Array.TrueForAll(words, word => entry.Text.Contains(word, StringComparison.Ordinal)))];
        Entry[] found = [.. named.Where(entry => Is(query.State, entry.School, today))];
        int pages = Math.Max(1, (found.Length + PageSize - 1) / PageSize);
        int page = Math.Clamp(query.Page, 1, pages);
        return new SchoolPage
        {
            Schools = [.. Sort(found, query).Skip((page - 1) * PageSize).Take(PageSize).Select(entry => entry.School)],
            Found = found.Length,
            Page = page,
            Pages = pages,
            Counts = Enum.GetValues<SchoolState>().ToDictionary(state => state, state => named.Count(entry => Is(state, entry.School, today))),
            List = held.List,
        };
    }

    /// <summary>Reads the whole list that a search uses.</summary>
    /// <inheritdoc cref="FindAsync" path="/exception" />
    public async Task<SchoolList> ListAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).List;

    private static bool Is(SchoolState state, SchoolContract school, DateOnly today) => state switch
    {
        SchoolState.InForce => school.IsInForceOn(today),
        SchoolState.EndsSoon => school.IsInForceOn(today) && school.Until <= today.AddDays(SoonDays),
        SchoolState.Ended => school.Until < today,
        SchoolState.NotBegun => school.From > today,
        _ => true,
    };

    // Unknown values and contracts without an end are last. Schools with the same value are sorted by number.
    private static IOrderedEnumerable<Entry> Sort(Entry[] found, SchoolQuery query) => query.Order switch
    {
        SchoolOrder.Number => Sort(found, query, entry => entry.School.Number.ToString()),
        SchoolOrder.Municipality => Sort(found, query, entry => entry.Municipality),
        SchoolOrder.Until => Sort(found, query, entry => entry.School.Until?.ToString("O", CultureInfo.InvariantCulture) ?? ""),
        _ => Sort(found, query, entry => entry.Name),
    };

    private static IOrderedEnumerable<Entry> Sort(Entry[] found, SchoolQuery query, Func<Entry, string> key)
    {
        IOrderedEnumerable<Entry> known = found.OrderBy(entry => key(entry).Length == 0);
        IOrderedEnumerable<Entry> sorted = query.IsDescending
            ? known.ThenByDescending(key, StringComparer.Ordinal) : known.ThenBy(key, StringComparer.Ordinal);
        return sorted.ThenBy(entry => entry.School.Number);
    }

    private async Task<Held> ReadAsync(CancellationToken cancellationToken)
    {
        Held? held = _held;
        if (held is not null && clock.GetElapsedTime(held.Since) < KeptFor && await store.IsInForceAsync(held.List, cancellationToken))
            return held;
        long since = clock.GetTimestamp();
        SchoolList list = await store.ListAsync(cancellationToken);
        return _held = new Held(list, [.. list.Contracts.Select(Entry.Of)], since);
    }

    private sealed record Held(SchoolList List, Entry[] Entries, long Since);

    private sealed record Entry(SchoolContract School, string Name, string Municipality, string Text)
    {
        public static Entry Of(SchoolContract school)
        {
            string name = SearchText.Fold(school.Name);
            string municipality = SearchText.Fold(school.Municipality ?? "");
            return new Entry(school, name, municipality, $"{name} {municipality} {school.Number} {string.Join(' ', school.FormerNumbers)}");
        }
    }
}

/// <summary>The states of a contract today, by which a search is filtered.</summary>
public enum SchoolState
{
    /// <summary>All contracts.</summary>
    All,

    /// <summary>Contracts that are in force.</summary>
    InForce,

    /// <summary>Contracts that are in force and end within 60 days.</summary>
    EndsSoon,

    /// <summary>Contracts that have ended.</summary>
    Ended,

    /// <summary>Contracts that have not begun.</summary>
    NotBegun,
}

/// <summary>The columns by which schools are sorted.</summary>
public enum SchoolOrder
{
    /// <summary>The name; case and accents are ignored.</summary>
    Name,

    /// <summary>The number.</summary>
    Number,

    /// <summary>The municipality. Schools without a known municipality are last.</summary>
    Municipality,

    /// <summary>The last day of the contract. Contracts without an end are last.</summary>
    Until,
}

/// <summary>A search of schools.</summary>
public sealed record SchoolQuery
{
    /// <summary>The words that the name, municipality, number or former numbers must all contain; empty for every school.</summary>
    public string Text { get; init; } = "";

    /// <summary>The state that the contracts must have.</summary>
    public SchoolState State { get; init; }

    /// <summary>The column by which the schools are sorted.</summary>
    public SchoolOrder Order { get; init; }

    /// <summary>Whether the order is descending.</summary>
    public bool IsDescending { get; init; }

    /// <summary>The number of the page, counted from 1.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>A page of search results.</summary>
public sealed record SchoolPage
{
    /// <summary>The schools of the page, in order.</summary>
    public required IReadOnlyList<SchoolContract> Schools { get; init; }

    /// <summary>The number of schools found, on all pages.</summary>
    public required int Found { get; init; }

    /// <summary>The number of this page, counted from 1.</summary>
    public required int Page { get; init; }

    /// <summary>The number of pages; at least 1.</summary>
    public required int Pages { get; init; }

    /// <summary>The number of schools that match the same words, per state.</summary>
    public required IReadOnlyDictionary<SchoolState, int> Counts { get; init; }

    /// <summary>The whole list.</summary>
    public required SchoolList List { get; init; }
}
