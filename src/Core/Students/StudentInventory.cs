using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Students;

/// <summary>Lists, counts, changes and deletes the rows of snapshots, mainly for retention. It reads as few of the pupils' data as possible.</summary>
public sealed class StudentInventory([FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage)
{
    private const string SignedInAt = nameof(StudentSnapshot.SignedInAt);
    private const string Username = nameof(Student.Gebruikersnaam);
    private const string LeerIdUuid = nameof(Student.LeerIdUuid);

    private const int RangesAtOnce = 4;

    private static readonly string[] IdentityColumns =
        [nameof(TableEntity.PartitionKey), LeerIdUuid, nameof(Student.AccountUuid), nameof(Student.HistoriekAccountUuid), SignedInAt];

    private readonly StorageTable _table = storage.Table(TableName.Students);

    /// <summary>
    /// The rows of a range of keys with a last sign-in before a moment and, on demand, the rows that contain a username. Storage filters the rows. It returns
    /// only keys and ETags, and the time of the last sign-in if both kinds of rows are wanted.
    /// </summary>
    /// <param name="range">The range of keys.</param>
    /// <param name="signedInBefore">The moment, UTC: rows with an earlier last sign-in are wanted; null for all rows.</param>
    /// <param name="withUsername">Whether rows that contain a username are wanted too.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async IAsyncEnumerable<StudentRow> ListAsync(
        StudentKeyRange range, DateTimeOffset? signedInBefore, bool withUsername, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        List<string> conditions = [range.Filter];
        if (signedInBefore is { } moment)
        {
            string old = TableClient.CreateQueryFilter($"SignedInAt lt {moment}");
            // A comparison with a property that a row lacks is never true.
            conditions.Add(withUsername ? $"({old} or {Username} ge '')" : old);
        }

        bool mixed = signedInBefore is not null && withUsername;
        string[] columns = [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey), .. mixed ? [SignedInAt] : Array.Empty<string>()];
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>(string.Join(" and ", conditions), maxPerPage: null, columns, cancellationToken))
            yield return new StudentRow(entity.PartitionKey, !mixed || entity.GetDateTimeOffset(SignedInAt) < signedInBefore, entity.ETag);
    }

    /// <summary>The approximate number of snapshots: rows are added and deleted during the count.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        long count = 0;
        await Parallel.ForEachAsync(
            StudentKeyRange.All, SideBySide.AtMost(RangesAtOnce, cancellationToken),
            async (range, token) => Interlocked.Add(ref count, await ListAsync(range, signedInBefore: null, withUsername: false, token).LongCountAsync(token)));
        return count;
    }

    /// <summary>The times of the last sign-ins in a range of keys, UTC, without anything that identifies the pupils.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async IAsyncEnumerable<DateTimeOffset> ListSignInsAsync(StudentKeyRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(range);
        TableClient table = await _table.GetAsync(cancellationToken);
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(range.Filter, maxPerPage: null, [SignedInAt], cancellationToken))
        {
            if (row.TryGetValue(SignedInAt, out object? at) && at is DateTimeOffset moment)
                yield return moment;
        }
    }

    /// <summary>
    /// The keys of the snapshots in a range that another snapshot of the same pupil may have superseded: those of pupils who are not identified and, on
    /// demand, all.
    /// </summary>
    /// <param name="range">The range of keys.</param>
    /// <param name="withIdentified">Whether snapshots of identified pupils are wanted too.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    internal async IAsyncEnumerable<StudentKey> ListReplaceableAsync(
        StudentKeyRange range, bool withIdentified, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        // A comparison with a property that a row lacks is never true.
        string filter = withIdentified ? range.Filter : $"{range.Filter} and not ({LeerIdUuid} ge '')";
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, maxPerPage: null, [nameof(TableEntity.PartitionKey)], cancellationToken))
        {
            if (StudentKey.TryParse(row.PartitionKey, out StudentKey key))
                yield return key;
        }
    }

    /// <summary>
    /// The identified pupils of a range of keys who signed in since a moment: the key of the row, their uuids and the time of the last sign-in. Rows that
    /// can't be read are left out.
    /// </summary>
    /// <param name="range">The range of keys.</param>
    /// <param name="since">The moment, UTC; null for all pupils.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    internal async IAsyncEnumerable<(string Key, StudentSnapshot Snapshot)> ListIdentifiedAsync(
        StudentKeyRange range, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string identified = $"{range.Filter} and {LeerIdUuid} ge ''";
        string filter = since is { } moment ? $"{identified} and {TableClient.CreateQueryFilter($"SignedInAt ge {moment}")}" : identified;
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, maxPerPage: null, IdentityColumns, cancellationToken))
        {
            if (StudentStore.TryRead(row, out StudentSnapshot? snapshot))
                yield return (row.PartitionKey, snapshot);
        }
    }

    /// <summary>The row of a snapshot whose sign-in was not after a moment; null when there is none.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    internal async Task<StudentRow?> FindNotAfterAsync(StudentKey key, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        NullableResponse<TableEntity> found =
            await table.GetEntityIfExistsAsync<TableEntity>(key.ToString(), StudentStore.SnapshotRow, [SignedInAt], cancellationToken);
        return found.HasValue && found.Value!.TryGetValue(SignedInAt, out object? at) && at is DateTimeOffset signedInAt && signedInAt <= moment
            ? new StudentRow(key.ToString(), IsPastTerm: false, found.Value.ETag)
            : null;
    }

    /// <summary>Deletes a row if it has not changed since it was read. The snapshot of a pupil who signed in meanwhile stays.</summary>
    /// <returns>Whether this call deleted it; false if it was changed after it was read, or was already deleted.</returns>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<bool> DeleteAsync(StudentRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        TableClient table = await _table.GetAsync(cancellationToken);
        return await table.TryDeleteAsync(row.Key, StudentStore.SnapshotRow, row.ETag, cancellationToken) == RowDeletion.Deleted;
    }

    /// <summary>Deletes the username from a row and keeps the rest, including the time of the last sign-in.</summary>
    /// <returns>Whether this call deleted it; false if the row or its username no longer exists, or the pupil signed in meanwhile.</returns>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<bool> WipeUsernameAsync(StudentRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        TableClient table = await _table.GetAsync(cancellationToken);
        NullableResponse<TableEntity> found =
            await table.GetEntityIfExistsAsync<TableEntity>(row.Key, StudentStore.SnapshotRow, cancellationToken: cancellationToken);
        return found.HasValue && found.Value!.Remove(Username) && await table.TryReplaceAsync(found.Value, cancellationToken) is not null;
    }
}

/// <summary>A row of the table of snapshots, without the pupil's data.</summary>
/// <param name="Key">The student key.</param>
/// <param name="IsPastTerm">Whether the last sign-in is before the given moment. If not, the row was listed for its username.</param>
/// <param name="ETag">The row's version.</param>
public sealed record StudentRow(string Key, bool IsPastTerm, ETag ETag);

/// <summary>A range of student keys, which are hexadecimal and evenly spread.</summary>
/// <param name="From">The first key, or its first digits.</param>
/// <param name="Until">The first key after the range; null for the last range.</param>
public sealed record StudentKeyRange(string From, string? Until)
{
    private const string Digits = "0123456789abcdef";

    internal string Filter => Until is null
        ? TableClient.CreateQueryFilter($"PartitionKey ge {From}")
        : TableClient.CreateQueryFilter($"PartitionKey ge {From} and PartitionKey lt {Until}");

    /// <summary>The whole table in sixteen ranges, by the first digit.</summary>
    public static IReadOnlyList<StudentKeyRange> All { get; } =
        [.. Digits.Select((digit, i) => new StudentKeyRange(digit.ToString(), i + 1 < Digits.Length ? Digits[i + 1].ToString() : null))];
}
