using System.Collections.Frozen;
using LeerId.Caching;
using LeerId.Students;
using Microsoft.Extensions.Logging;

namespace LeerId.Restrictions;

/// <summary>
/// The list of restricted pupils, in memory. Every instance applies a new restriction within a minute. If storage does not answer, the list in memory is used
/// for a day. Until the first load succeeds, every sign-in is refused (docs/adr/0018).
/// </summary>
public sealed partial class RestrictionList
{
    /// <summary>The maximum age of the list while storage answers.</summary>
    internal static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(60);

    /// <summary>The maximum age of the list when storage does not answer.</summary>
    internal static readonly TimeSpan UsableFor = TimeSpan.FromDays(1);

    private static readonly TimeSpan RefreshAfter = TimeSpan.FromSeconds(30);

    private readonly RestrictionRows _rows;
    private readonly ILogger<RestrictionList> _logger;
    private readonly RefreshingValue<Restricted> _students;

    /// <summary>Prepares the list, without reading it.</summary>
    public RestrictionList(RestrictionRows rows, TimeProvider clock, ILogger<RestrictionList> logger)
    {
        _rows = rows;
        _logger = logger;
        _students = new RefreshingValue<Restricted>(LoadAsync, clock);
    }

    /// <summary>Whether a pupil is restricted, or has an upheld objection.</summary>
    /// <param name="keys">Every key under which a restriction of the pupil can be: <see cref="StudentKeySet.All"/>.</param>
    /// <param name="cancellationToken">Ends the waiting for the list.</param>
    /// <exception cref="Azure.RequestFailedException">Storage does not answer and the list was never loaded, or is over a day old.</exception>
    /// <exception cref="AggregateException">The same, however often storage was asked.</exception>
    public async ValueTask<bool> HoldsAsync(IEnumerable<StudentKey> keys, CancellationToken cancellationToken)
    {
        FrozenSet<StudentKey> students = (await _students.GetAsync(cancellationToken)).All;
        return students.Count > 0 && keys.Any(students.Contains);
    }

    /// <summary>Whether the data under a key are those of a restricted pupil.</summary>
    /// <inheritdoc cref="HoldsAsync(IEnumerable{StudentKey}, CancellationToken)" path="/exception" />
    public async ValueTask<bool> HoldsAsync(StudentKey key, CancellationToken cancellationToken) =>
        (await _students.GetAsync(cancellationToken)).All.Contains(key);

    /// <summary>
    /// Whether a restriction requires that the data under a key are kept. An upheld objection doesn't, so data that its erasure missed may be deleted.
    /// </summary>
    /// <inheritdoc cref="HoldsAsync(IEnumerable{StudentKey}, CancellationToken)" path="/exception" />
    public async ValueTask<bool> KeepsAsync(StudentKey key, CancellationToken cancellationToken) =>
        (await _students.GetAsync(cancellationToken)).Kept.Contains(key);

    /// <summary>
    /// Reads the list again. Steps that can't be undone, such as a deletion or a disclosure, must not use an old list when storage does not answer.
    /// </summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    internal async ValueTask ReloadAsync(CancellationToken cancellationToken) => await _students.RefreshAsync(TimeSpan.Zero, cancellationToken);

    /// <summary>Reads the list, unless it is in memory.</summary>
    internal async ValueTask PreloadAsync(CancellationToken cancellationToken) => await _students.GetAsync(cancellationToken);

    private async Task<Loaded<Restricted>> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            HashSet<StudentKey> all = [], kept = [];
            await foreach (RestrictedStudent student in _rows.ListOpenStudentsAsync(cancellationToken))
            {
                all.UnionWith(student.Keys);
                if (student.KeepsData)
                    kept.UnionWith(student.Keys);
            }

            return new(new Restricted(all.ToFrozenSet(), kept.ToFrozenSet()), RefreshAfter, FreshFor, UsableFor);
        }
        catch (Exception exception)
        {
            LogNotLoaded(exception);
            throw;
        }
    }

    [LoggerMessage(EventId = 9706, Level = LogLevel.Error, Message = "The list of restrictions could not be loaded; the list in memory is used for a day")]
    private partial void LogNotLoaded(Exception exception);

    private sealed record Restricted(FrozenSet<StudentKey> All, FrozenSet<StudentKey> Kept);
}
