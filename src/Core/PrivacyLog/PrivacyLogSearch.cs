using LeerId.Platform;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Students.DataSubjects;
using Microsoft.Extensions.Options;

namespace LeerId.PrivacyLog;

/// <summary>Answers what staff ask of the privacy log; each reading is an entry itself.</summary>
public sealed class PrivacyLogSearch
{
    private const int MaximumActorLength = 100;

    private readonly PrivacyLogReader _reader;
    private readonly StudentKeys _keys;
    private readonly StudentStore _students;
    private readonly PrivacyLogOptions _options;
    private readonly TimeProvider _clock;

    internal PrivacyLogSearch(PrivacyLogReader reader, StudentKeys keys, StudentStore students, IOptions<PrivacyLogOptions> options, TimeProvider clock) =>
        (_reader, _keys, _students, _options, _clock) = (reader, keys, students, options.Value, clock);

    /// <summary>By actor, or everything of a period.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="caller">Who reads, in which role, and why; goes into the log.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused, be it for the entry: then nothing is given.</exception>
    public async Task<PrivacyLogOutcome> SearchAsync(PrivacyLogSearchRequest request, StaffCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<RequestFault> faults = [];
        PrivacyLogBounds bounds = BoundsOf(request, faults);
        if (request.Actor is { } actor && (string.IsNullOrWhiteSpace(actor) || actor.Length > MaximumActorLength || actor.Any(char.IsControl)))
            faults.Add(new RequestFault("actor", $"must be 1 to {MaximumActorLength} characters"));
        if (faults.Count > 0)
            return new PrivacyLogOutcome.Invalid(faults);

        PrivacyLogQuery query = request.Actor is null
            ? PrivacyLogQuery.Between(bounds.From, bounds.Until)
            : PrivacyLogQuery.By(request.Actor, bounds.From, bounds.Until);
        return await ReadAsync(query, bounds, caller, cancellationToken);
    }

    /// <summary>
    /// About a pupil: under the leer_id_uuid and the accounts its snapshot names, or under an account itself. What is about an
    /// identified pupil stands under the leer_id_uuid.
    /// </summary>
    /// <param name="request">About whom, and what is wanted.</param>
    /// <param name="caller">Who reads, in which role, and why; goes into the log.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused, be it for the entry: then nothing is given.</exception>
    public async Task<PrivacyLogOutcome> AboutStudentAsync(StudentPrivacyLogRequest request, StaffCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<RequestFault> faults = [];
        PrivacyLogBounds bounds = BoundsOf(request, faults);
        if (!StudentIdentifier.TryRead(request.LeerIdUuid, request.AccountUuid, out StudentIdentifier? who, out RequestFault? fault))
            faults.Add(fault);
        if (faults.Count > 0)
            return new PrivacyLogOutcome.Invalid(faults);

        Student student = await WithAccountsAsync(who!.AsStudent, cancellationToken);
        return await ReadAsync(PrivacyLogQuery.About(student, bounds.From, bounds.Until), bounds, caller, cancellationToken);
    }

    private PrivacyLogBounds BoundsOf(PrivacyLogRequest request, List<RequestFault> faults) =>
        request.Bounds(_options.Term, _clock.GetUtcNow(), BrusselsTime.Today(_clock), faults);

    // Before the identification, entries were about the account.
    private async Task<Student> WithAccountsAsync(Student student, CancellationToken cancellationToken)
    {
        if (student.LeerIdUuid is null)
            return student;
        List<Guid> accounts = [];
        foreach (StudentKey key in await _keys.AllAsync(student, cancellationToken))
            accounts.AddRange((await _students.FindAsync(key, cancellationToken))?.Student.Accounts ?? []);
        return new Student { LeerIdUuid = student.LeerIdUuid, HistoriekAccountUuid = [.. accounts.Distinct()] };
    }

    private async Task<PrivacyLogOutcome> ReadAsync(PrivacyLogQuery query, PrivacyLogBounds bounds, StaffCaller caller, CancellationToken cancellationToken) =>
        new PrivacyLogOutcome.Read(PrivacyLogAnswer.Of(await _reader.ReadAsync(query, caller, bounds.PageSize, bounds.Continuation, cancellationToken)));
}
