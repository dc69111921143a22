using LeerId.Core.Tests.DataSubjects;
using LeerId.DataSubjects;
using LeerId.Restrictions;
using LeerId.Staff;
using LeerId.Students;

namespace LeerId.Core.Tests.Restrictions;

/// <summary>Shared setup of the restriction tests: the app as registered, and a member of staff in the role privacy.</summary>
internal sealed class RestrictionRig(string storage, params (string Name, string? Value)[] settings) : IDisposable
{
    public static readonly StaffCaller Privacy = new("00000005-0000-0000-0000-000000000001", StaffRole.Privacy, "dossier 2026-120");
    public static readonly DateOnly Review = new(2026, 10, 1);

    public DataSubjectRig App { get; } = new(storage, settings);

    public StudentRestrictions Restrictions => App.Get<StudentRestrictions>();

    public RestrictionList List => App.Get<RestrictionList>();

    public RestrictionRows Rows => App.Get<RestrictionRows>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static RestrictionRequest Request(Student student, RestrictionGround? ground = RestrictionGround.ObjectionPending) => new()
    {
        LeerIdUuid = student.LeerIdUuid?.ToString(),
        AccountUuid = student.LeerIdUuid is null ? student.AccountUuid?.ToString() : null,
        Ground = ground,
        ReviewOn = Review,
    };

    public async Task<RestrictionAnswer> PlaceAsync(Student student, RestrictionGround ground = RestrictionGround.ObjectionPending) =>
        Assert.IsType<RestrictionOutcome.Done>(await Restrictions.PlaceAsync(Request(student, ground), Privacy, repeatable: null, Cancel)).Restriction;

    public Task<RestrictionOutcome> LiftAsync(string id, DateTimeOffset? toldAt = null, string? reason = "De gegevens zijn juist.") =>
        Restrictions.LiftAsync(id, new RestrictionLiftRequest { ToldAt = toldAt ?? App.Clock.GetUtcNow(), Reason = reason }, Privacy, Cancel);

    /// <summary>Whether a sign-in of a pupil would be refused now.</summary>
    public async Task<bool> HoldsAsync(Student student) => await List.HoldsAsync((await App.Get<StudentKeys>().ForAsync(student, Cancel)).All, Cancel);

    public void Dispose() => App.Dispose();
}
