using Azure;
using LeerId.Core.Tests.DataSubjects;
using LeerId.DataSubjects;
using LeerId.PrivacyLog;
using LeerId.Restrictions;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.Restrictions;

/// <summary>Placing, upholding and lifting restrictions, and what staff may do with the data of a restricted pupil.</summary>
public sealed class StudentRestrictionsTests(AzuriteFixture azurite)
{
    private static readonly Student Pupil = DataSubjectRig.Identified(1, 11, 12);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Placing_is_in_the_privacy_log_and_in_the_register_without_a_uuid()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.App.SignInAsync(Pupil);

        RestrictionAnswer placed = await rig.PlaceAsync(Pupil, RestrictionGround.AccuracyContested);

        Assert.Equal(placed, Assert.Single(await rig.Restrictions.ListAsync(Cancel)));
        Assert.Equal(
            (RestrictionGround.AccuracyContested, RestrictionRig.Privacy.ObjectId, RestrictionRig.Review, 30, DataSubjectRig.Now),
            (placed.Ground, placed.PlacedBy, placed.ReviewOn, placed.DaysLeft!.Value, placed.PlacedAt));
        PrivacyLogEntry entry = Assert.Single(await rig.App.EntriesAsync("restriction-place"));
        Assert.Equal((key, "privacy", "dossier 2026-120", "accuracy-contested"), (entry.Student, entry.Role, entry.Purpose, entry.Reason));
    }

    [Fact]
    public async Task Request_that_is_not_allowed_names_every_fault_and_restricts_nobody()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        RestrictionRequest request = new()
        {
            LeerIdUuid = "x",
            Ground = RestrictionGround.ObjectionUpheld,
            Request = "REQ 1",
            ReviewOn = new DateOnly(2026, 9, 1),
        };

        RestrictionOutcome outcome = await rig.Restrictions.PlaceAsync(request, RestrictionRig.Privacy, repeatable: null, Cancel);
        Assert.Equal(["ground", "request", "reviewOn", "leerIdUuid"], Assert.IsType<RestrictionOutcome.Invalid>(outcome).Faults.Select(fault => fault.Field));

        outcome = await rig.Restrictions.PlaceAsync(new RestrictionRequest(), RestrictionRig.Privacy, repeatable: null, Cancel);
        Assert.Equal(["ground", "reviewOn", "leerIdUuid"], Assert.IsType<RestrictionOutcome.Invalid>(outcome).Faults.Select(fault => fault.Field));
        Assert.Empty(await rig.Restrictions.ListAsync(Cancel));
    }

    [Fact]
    public async Task Repeated_request_places_one_restriction_and_another_body_with_the_same_key_is_refused()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        IdempotentRequest key = new("key-1", "body"u8.ToArray());

        RestrictionOutcome first = await PlaceAsync(key), again = await PlaceAsync(key);
        RestrictionOutcome other = await PlaceAsync(new IdempotentRequest("key-1", "other"u8.ToArray()));

        Assert.Equal(Assert.IsType<RestrictionOutcome.Done>(first), again);
        Assert.IsType<RestrictionOutcome.KeyReused>(other);
        Assert.Single(await rig.Restrictions.ListAsync(Cancel));

        Task<RestrictionOutcome> PlaceAsync(IdempotentRequest repeatable) =>
            rig.Restrictions.PlaceAsync(RestrictionRig.Request(Pupil), RestrictionRig.Privacy, repeatable, Cancel);
    }

    [Fact]
    public async Task Lost_answers_of_storage_are_no_conflict()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(azurite.NewAccount());
        using RestrictionRig rig = new(storage.ConnectionString);
        await rig.Restrictions.ListAsync(Cancel);
        HashSet<string> lost = [];
        storage.LosesAnswer = request =>
        {
            lock (lost)
                return request.Contains("Restrictions", StringComparison.Ordinal) && !request.StartsWith("GET", StringComparison.Ordinal) && lost.Add(request);
        };

        RestrictionAnswer placed = await rig.PlaceAsync(Pupil);
        RestrictionOutcome lifted = await rig.LiftAsync(placed.Id);

        Assert.Equal(2, lost.Count);
        Assert.NotNull(Assert.IsType<RestrictionOutcome.Done>(lifted).Restriction.Lifted);
        Assert.Single(await rig.Restrictions.ListAsync(Cancel));
    }

    [Fact]
    public async Task Restricted_pupil_is_shown_to_the_role_privacy_only_and_each_look_is_in_the_log()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        await rig.App.SignInAsync(Pupil);
        await rig.PlaceAsync(Pupil);

        foreach (StaffRole role in Enum.GetValues<StaffRole>())
        {
            StudentLookupOutcome outcome = await rig.App.Lookup.LookUpAsync(
                DataSubjectRig.ByAccount(12), RestrictionRig.Privacy with { Role = role }, Cancel);
            if (role == StaffRole.Privacy)
                Assert.IsType<StudentLookupOutcome.Found>(outcome);
            else
                Assert.IsType<StudentLookupOutcome.ReferToPrivacy>(outcome);
        }

        List<PrivacyLogEntry> looks = await rig.App.EntriesAsync("student-lookup");
        Assert.Equal(Enum.GetValues<StaffRole>().Length, looks.Count);
        Assert.All(looks, look => Assert.Equal(
            look.Role == "privacy" ? ("granted", null) : ("refused", "refer-to-privacy"), (look.Outcome, look.Reason)));
    }

    [Fact]
    public async Task Restricted_data_are_not_erased_by_mistake_and_can_be_after_the_lifting()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.App.SignInAsync(Pupil);
        string id = (await rig.PlaceAsync(Pupil, RestrictionGround.LegalClaims)).Id;

        StudentErasureOutcome outcome = await rig.App.Erasure.EraseAsync(DataSubjectRig.ByAccount(12), RestrictionRig.Privacy, Cancel);
        Assert.IsType<StudentErasureOutcome.Restricted>(outcome);
        Assert.NotNull(await rig.App.FindAsync(key));
        Assert.Equal(("refused", "restricted"), Assert.Single((await rig.App.EntriesAsync("student-erasure")).Select(entry => (entry.Outcome, entry.Reason))));

        await rig.LiftAsync(id);
        Assert.Equal(1, (await rig.App.EraseAsync(DataSubjectRig.By(Pupil))).Deleted);
    }

    [Fact]
    public async Task Upheld_objection_erases_the_data_with_a_proof_and_holds_until_it_is_withdrawn()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.App.SignInAsync(Pupil);
        string id = (await rig.PlaceAsync(Pupil)).Id;

        RestrictionOutcome outcome = await rig.Restrictions.UpholdAsync(id, RestrictionRig.Privacy, Cancel);

        UpheldObjection objection = Assert.IsType<RestrictionOutcome.Upheld>(outcome).Objection;
        Assert.Equal((1, true), (objection.Erasure.Deleted, objection.Erasure.IsAbsent));
        Assert.Equal((RestrictionGround.ObjectionUpheld, RestrictionRig.Privacy.ObjectId), (objection.Restriction.Ground, objection.Restriction.Upheld!.By));
        Assert.Null(await rig.App.FindAsync(key));
        Assert.True(await rig.HoldsAsync(Pupil));
        Assert.Single(await rig.App.EntriesAsync("objection-uphold"));
        Assert.Equal(key, Assert.Single(await rig.App.EntriesAsync("student-erasure")).Student);

        // Sending the same request again does no harm, and an erasure has no restriction to keep.
        outcome = await rig.Restrictions.UpholdAsync(id, RestrictionRig.Privacy, Cancel);
        Assert.Equal(0, Assert.IsType<RestrictionOutcome.Upheld>(outcome).Objection.Erasure.Deleted);
        Assert.Equal(0, (await rig.App.EraseAsync(DataSubjectRig.By(Pupil))).Deleted);

        await rig.LiftAsync(id, reason: "Het bezwaar is ingetrokken.");
        rig.App.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await rig.HoldsAsync(Pupil));
    }

    [Fact]
    public async Task Upholding_that_broke_off_is_finished_by_the_same_request()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(azurite.NewAccount());
        using RestrictionRig rig = new(storage.ConnectionString);
        StudentKey key = await rig.App.SignInAsync(Pupil);
        string id = (await rig.PlaceAsync(Pupil)).Id;
        storage.Intercept = request => request.StartsWith("DELETE Students", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        await Assert.ThrowsAnyAsync<RequestFailedException>(() => rig.Restrictions.UpholdAsync(id, RestrictionRig.Privacy, Cancel));
        Assert.NotNull(await rig.App.FindAsync(key));

        storage.Intercept = _ => null;
        RestrictionOutcome outcome = await rig.Restrictions.UpholdAsync(id, RestrictionRig.Privacy, Cancel);

        Assert.Equal(1, Assert.IsType<RestrictionOutcome.Upheld>(outcome).Objection.Erasure.Deleted);
        Assert.Null(await rig.App.FindAsync(key));
    }

    [Fact]
    public async Task Only_a_pending_objection_can_be_upheld_and_otherwise_nothing_is_erased()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.App.SignInAsync(Pupil);
        string claim = (await rig.PlaceAsync(Pupil, RestrictionGround.LegalClaims)).Id, objection = (await rig.PlaceAsync(Pupil)).Id;

        Assert.Equal(RestrictionConflict.NotAnObjection, await ConflictAsync(claim));
        Assert.Equal(RestrictionConflict.OtherRestriction, await ConflictAsync(objection));
        await rig.LiftAsync(objection);
        Assert.Equal(RestrictionConflict.AlreadyLifted, await ConflictAsync(objection));
        Assert.IsType<RestrictionOutcome.Unknown>(await rig.Restrictions.UpholdAsync("01K42TP6J8Q5V0D3W7Z9X1C4BN", RestrictionRig.Privacy, Cancel));
        Assert.IsType<RestrictionOutcome.Unknown>(await rig.Restrictions.UpholdAsync("no number", RestrictionRig.Privacy, Cancel));
        Assert.NotNull(await rig.App.FindAsync(key));

        async Task<RestrictionConflict> ConflictAsync(string id) =>
            Assert.IsType<RestrictionOutcome.Refused>(await rig.Restrictions.UpholdAsync(id, RestrictionRig.Privacy, Cancel)).Conflict;
    }

    [Fact]
    public async Task Nothing_is_lifted_before_the_data_subject_was_told()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        string id = (await rig.PlaceAsync(Pupil)).Id;
        rig.App.Clock.Advance(TimeSpan.FromHours(1));
        DateTimeOffset now = rig.App.Clock.GetUtcNow();

        Assert.Equal(["toldAt"], await FaultsAsync(now.AddSeconds(1)));
        Assert.Equal(["toldAt"], await FaultsAsync(DataSubjectRig.Now.AddSeconds(-1)));
        Assert.Equal(["reason"], await FaultsAsync(now, " "));
        Assert.Equal(
            ["toldAt", "reason"],
            Faults(await rig.Restrictions.LiftAsync(id, new RestrictionLiftRequest(), RestrictionRig.Privacy, Cancel)));
        Assert.True(await rig.HoldsAsync(Pupil));

        RestrictionAnswer lifted = Assert.IsType<RestrictionOutcome.Done>(await rig.LiftAsync(id, DataSubjectRig.Now)).Restriction;
        Assert.Equal(new RestrictionLift(now, RestrictionRig.Privacy.ObjectId, DataSubjectRig.Now, "De gegevens zijn juist."), lifted.Lifted);
        Assert.Null(lifted.DaysLeft);
        Assert.Equal("objection-pending", Assert.Single(await rig.App.EntriesAsync("restriction-lift")).Reason);
        Assert.IsType<RestrictionOutcome.Refused>(await rig.LiftAsync(id));

        async Task<string[]> FaultsAsync(DateTimeOffset toldAt, string reason = "x") => Faults(await rig.LiftAsync(id, toldAt, reason));

        static string[] Faults(RestrictionOutcome outcome) => [.. Assert.IsType<RestrictionOutcome.Invalid>(outcome).Faults.Select(fault => fault.Field)];
    }

    [Fact]
    public async Task Repeated_lifting_by_the_same_person_succeeds_and_the_restriction_shows_it()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        string id = (await rig.PlaceAsync(Pupil)).Id;

        RestrictionOutcome first = await rig.LiftAsync(id), again = await rig.LiftAsync(id);
        RestrictionOutcome other = await rig.Restrictions.LiftAsync(
            id, new RestrictionLiftRequest { ToldAt = DataSubjectRig.Now, Reason = "De gegevens zijn juist." },
            RestrictionRig.Privacy with { ObjectId = "another" }, Cancel);

        Assert.Equal(Assert.IsType<RestrictionOutcome.Done>(first), again);
        Assert.Equal(RestrictionConflict.AlreadyLifted, Assert.IsType<RestrictionOutcome.Refused>(other).Conflict);
        Assert.Single(await rig.App.EntriesAsync("restriction-lift"));
        Assert.Equal(RestrictionRig.Privacy.ObjectId, (await rig.Restrictions.FindAsync(id, Cancel))!.Lifted!.By);
        Assert.Null(await rig.Restrictions.FindAsync("01K42TP6J8Q5V0D3W7Z9X1C4BN", Cancel));
    }

    [Fact]
    public async Task Two_concurrent_liftings_lift_once()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(azurite.NewAccount());
        using RestrictionRig rig = new(storage.ConnectionString);
        string id = (await rig.PlaceAsync(Pupil)).Id;
        int merges = 0;
        storage.Before = async request =>
        {
            if (request.StartsWith("PATCH Restrictions", StringComparison.Ordinal) && Interlocked.Increment(ref merges) == 1)
                Assert.IsType<RestrictionOutcome.Done>(await rig.LiftAsync(id, reason: "De andere was eerst."));
        };

        Assert.IsType<RestrictionOutcome.Refused>(await rig.LiftAsync(id, reason: "Deze komt te laat."));

        Assert.Equal("De andere was eerst.", Assert.Single(await rig.Restrictions.ListAsync(Cancel)).Lifted!.Reason);
    }
}
