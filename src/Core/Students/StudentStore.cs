using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Data.Tables;
using LeerId.Schools;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Students;

/// <summary>Stores one snapshot per pupil: the data of the last sign-in, and nothing older (protocol, article 3).</summary>
public sealed partial class StudentStore(
    [FromKeyedServices(StorageAccount.Students)] StorageAccount storage, StudentKeys keys, TimeProvider clock, ILogger<StudentStore> logger)
{
    internal const string SnapshotRow = "snapshot";

    // A snapshot has a column per account of an identified pupil. The account's pseudonym is in the name of the column, so that storage can filter by it
    // and no uuid is in the address of the query (docs/adr/0009). The value has no meaning.
    internal const string AccountColumn = "Account_";

    /// <summary>
    /// The maximum time in which the service stores a snapshot. A write that ends later could replace a newer snapshot with an older one (docs/adr/0028).
    /// </summary>
    public static readonly TimeSpan StoringTime = TimeSpan.FromSeconds(3);

    private const char Separator = ' ';

    private const int DeletesAtOnce = 8;

    // This process remembers up to this many keys without a snapshot, each for this time, and doesn't try to delete their snapshots
    // again. If another instance stores one meanwhile, the next sign-in after the hour removes it.
    private const int AbsentKeysRemembered = 100_000;
    private static readonly TimeSpan AbsentRememberedFor = TimeSpan.FromHours(1);

    private readonly StorageTable _table = storage.Table(TableName.Students);
    private readonly StudentKeys _keys = keys;
    private readonly ConcurrentDictionary<StudentKey, long> _absent = new();

    /// <summary>Sets up the table, unless that was done.</summary>
    internal async ValueTask PrepareAsync(CancellationToken cancellationToken) => await _table.GetAsync(cancellationToken);

    /// <summary>Checks that the table answers; throws if it doesn't.</summary>
    internal Task PingAsync(CancellationToken cancellationToken) => _table.PingAsync(cancellationToken);

    /// <summary>Replaces the pupil's snapshot with that of this sign-in: one storage transaction, no read, within <see cref="StoringTime"/>.</summary>
    /// <exception cref="RequestFailedException">Storage refused, or the time is over; the previous snapshot remains.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task SaveAsync(StudentKey key, Student student, DateTimeOffset signedInAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(student);
        TableEntity entity = ToEntity(key, student, signedInAt);
        foreach (StudentKey account in await _keys.OfAccountsAsync(student, cancellationToken))
            entity[AccountColumn + account] = true;
        TableClient table = await _table.GetAsync(cancellationToken);
        using (TimedWrite.Within(StoringTime, clock))
            await table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
        _absent.TryRemove(key, out _);
    }

    /// <summary>The snapshot of a pupil; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The row can't be read: somebody added or changed it by hand.</exception>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<StudentSnapshot?> FindAsync(StudentKey key, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        NullableResponse<TableEntity> found =
            await table.GetEntityIfExistsAsync<TableEntity>(key.ToString(), SnapshotRow, cancellationToken: cancellationToken);
        return !found.HasValue ? null : TryRead(found.Value!, out StudentSnapshot? snapshot)
            ? snapshot
            : throw new InvalidDataException("A row of the table Students can't be read.");
    }

    /// <summary>
    /// Deletes a snapshot, whatever its version, even if this process remembers that there is none: another instance can have stored
    /// one meanwhile. A snapshot that is stored after the deletion stays complete.
    /// </summary>
    /// <returns>Whether there was one, according to storage. If the answer was lost, the retry finds none and the result is false.</returns>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<bool> DeleteAsync(StudentKey key, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        using Response response = await table.DeleteEntityAsync(key.ToString(), SnapshotRow, ETag.All, cancellationToken);
        return response.Status != 404;
    }

    /// <summary>
    /// Removes the snapshots that the pupil's own snapshot supersedes. A failure is only logged, so that the pupil doesn't wait. The next sign-in or the
    /// nightly sweep then removes them.
    /// </summary>
    public async Task RemoveSupersededAsync(StudentKeySet keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        StudentKey[] present = [.. keys.Superseded.Where(key => !IsKnownAbsent(key))];
        if (present.Length == 0)
            return;
        try
        {
            TableClient table = await _table.GetAsync(cancellationToken);
            await Parallel.ForEachAsync(
                present,
                SideBySide.AtMost(DeletesAtOnce, cancellationToken),
                async (key, token) =>
                {
                    await table.DeleteEntityAsync(key.ToString(), SnapshotRow, ETag.All, token);
                    RememberAbsent(key);
                });
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            LogSupersededStays(exception);
        }
    }

    private bool IsKnownAbsent(StudentKey key) =>
        _absent.TryGetValue(key, out long since) && clock.GetElapsedTime(since) < AbsentRememberedFor;

    private void RememberAbsent(StudentKey key)
    {
        if (_absent.Count >= AbsentKeysRemembered)
            _absent.Clear();
        _absent[key] = clock.GetTimestamp();
    }

    private static TableEntity ToEntity(StudentKey key, Student student, DateTimeOffset signedInAt) => new(key.ToString(), SnapshotRow)
    {
        [nameof(Student.LeerIdUuid)] = student.LeerIdUuid?.ToString("D"),
        [nameof(Student.AccountUuid)] = student.AccountUuid?.ToString("D"),
        [nameof(Student.HistoriekAccountUuid)] = string.Join(Separator, student.HistoriekAccountUuid),
        [nameof(Student.Voornaam)] = student.Voornaam,
        [nameof(Student.Naam)] = student.Naam,
        [nameof(Student.Gebruikersnaam)] = student.Gebruikersnaam,
        [nameof(Student.Instellingsnummers)] = string.Join(Separator, student.Instellingsnummers),
        [nameof(StudentSnapshot.SignedInAt)] = signedInAt,
    };

    /// <summary>Reads a row; false if a column is missing, of another type, or of another form.</summary>
    internal static bool TryRead(TableEntity entity, [NotNullWhen(true)] out StudentSnapshot? snapshot) =>
        StoredRow.TryRead(entity, FromEntity, out snapshot);

    private static StudentSnapshot FromEntity(TableEntity entity) => new(
        new Student
        {
            LeerIdUuid = Uuid(entity, nameof(Student.LeerIdUuid)),
            AccountUuid = Uuid(entity, nameof(Student.AccountUuid)),
            HistoriekAccountUuid = Words(entity, nameof(Student.HistoriekAccountUuid), word => Guid.ParseExact(word, "D")),
            Voornaam = entity.GetString(nameof(Student.Voornaam)),
            Naam = entity.GetString(nameof(Student.Naam)),
            Gebruikersnaam = entity.GetString(nameof(Student.Gebruikersnaam)),
            Instellingsnummers = Words(entity, nameof(Student.Instellingsnummers), SchoolNumber.Parse),
        },
        entity.Moment(nameof(StudentSnapshot.SignedInAt)));

    private static Guid? Uuid(TableEntity entity, string property) =>
        entity.GetString(property) is { } text ? Guid.ParseExact(text, "D") : null;

    private static ReadOnlyCollection<T> Words<T>(TableEntity entity, string property, Func<string, T> parse) =>
        Words(entity.GetString(property)).Select(parse).ToArray().AsReadOnly();

    /// <summary>The values in a column that has several.</summary>
    internal static string[] Words(string? column) => (column ?? "").Split(Separator, StringSplitOptions.RemoveEmptyEntries);

    [LoggerMessage(
        EventId = 2001, Level = LogLevel.Warning,
        Message = "Superseded snapshots could not be removed; the next sign-in of the pupil or the nightly sweep removes them")]
    private partial void LogSupersededStays(Exception exception);
}

/// <summary>The stored data of a pupil. A class, not a record, so that it never prints itself.</summary>
/// <param name="student">The data as they were at the last sign-in.</param>
/// <param name="signedInAt">The moment of the last sign-in, UTC.</param>
public sealed class StudentSnapshot(Student student, DateTimeOffset signedInAt)
{
    /// <summary>The data as they were at the last sign-in.</summary>
    public Student Student { get; } = student;

    /// <summary>The moment of the last sign-in, UTC.</summary>
    public DateTimeOffset SignedInAt { get; } = signedInAt;
}
