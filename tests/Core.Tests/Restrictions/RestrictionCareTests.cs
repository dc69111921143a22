using Azure;
using Azure.Data.Tables;
using LeerId.Core.Tests.DataSubjects;
using LeerId.DataSubjects;
using LeerId.Restrictions;
using LeerId.Retention;
using LeerId.Runs;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.Restrictions;

/// <summary>Irreversible actions don't run on an outdated list or because of a damaged row.</summary>
public sealed class RestrictionCareTests(AzuriteFixture azurite)
{
    private static readonly Student Pupil = DataSubjectRig.Identified(1, 11);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_knows_a_restriction_that_another_instance_placed_a_moment_ago()
    {
        string storage = azurite.NewAccount();
        using RestrictionRig rig = new(storage), other = new(storage);
        StudentKey key = await rig.App.SignInAsync(Pupil);
        rig.App.Clock.SetUtcNow(DataSubjectRig.Now.AddYears(4));
        Assert.False(await rig.HoldsAsync(Pupil));

        await other.PlaceAsync(Pupil);
        Assert.False(await rig.HoldsAsync(Pupil));
        RunRecord run = await rig.App.Get<RetentionSweep>().RunAsync(Cancel);

        Assert.Equal((1L, 0L), (run.Examined, run.Deleted));
        Assert.NotNull(await rig.App.FindAsync(key));
    }

    [Fact]
    public async Task Sweep_deletes_the_rest_of_an_upheld_objection()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.App.SignInAsync(Pupil);
        string id = (await rig.PlaceAsync(Pupil)).Id;
        // An interrupted erasure leaves the row in this state.
        await ChangeGroundAsync(rig, id, nameof(RestrictionGround.ObjectionUpheld));
        rig.App.Clock.SetUtcNow(DataSubjectRig.Now.AddYears(4));

        Assert.Equal(1, (await rig.App.Get<RetentionSweep>().RunAsync(Cancel)).Deleted);

        Assert.Null(await rig.App.FindAsync(key));
        Assert.True(await rig.HoldsAsync(Pupil));
    }

    [Fact]
    public async Task Restriction_with_a_damaged_ground_still_hides_the_pupil_and_stops_an_erasure()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        await rig.App.SignInAsync(Pupil);
        await ChangeGroundAsync(rig, (await rig.PlaceAsync(Pupil)).Id, "OfALaterVersion");

        Assert.IsType<StudentLookupOutcome.ReferToPrivacy>(await rig.App.LookUpAsync(DataSubjectRig.By(Pupil)));
        Assert.IsType<StudentErasureOutcome.Restricted>(await rig.App.Erasure.EraseAsync(DataSubjectRig.By(Pupil), RestrictionRig.Privacy, Cancel));
        Assert.True(await rig.HoldsAsync(Pupil));
    }

    private static async Task ChangeGroundAsync(RestrictionRig rig, string id, string ground) => await rig.App.Table("Restrictions").UpdateEntityAsync(
        new TableEntity("restriction", id) { ["Ground"] = ground }, ETag.All, TableUpdateMode.Merge, Cancel);
}
