using LeerId.Core.Tests.DataSubjects;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.Students;

/// <summary>A snapshot is deleted only if it is unchanged since it was listed.</summary>
public sealed class StudentInventoryTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pupil_who_signs_in_between_the_listing_and_the_deletion_stays(bool withUsername)
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.SignInAsync(DataSubjectRig.Identified(1, 11));
        StudentInventory inventory = rig.Get<StudentInventory>();
        StudentRow[] rows = await StudentKeyRange.All.ToAsyncEnumerable()
            .SelectMany(range => inventory.ListAsync(range, DataSubjectRig.Now.AddDays(1), withUsername, Cancel)).ToArrayAsync(Cancel);
        StudentRow listed = Assert.Single(rows);
        Assert.Equal(key.ToString(), listed.Key);

        await rig.SignInAsync(DataSubjectRig.Identified(1, 11));

        Assert.False(await inventory.DeleteAsync(listed, Cancel));
        Assert.NotNull(await rig.FindAsync(key));
    }
}
