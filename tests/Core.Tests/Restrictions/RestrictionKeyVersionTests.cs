using LeerId.Core.Tests.DataSubjects;
using LeerId.DataSubjects;
using LeerId.Restrictions;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.Restrictions;

/// <summary>Rotations of <c>student-key</c> keep restrictions in force, and a missing version that a restriction needs is reported.</summary>
public sealed class RestrictionKeyVersionTests(AzuriteFixture azurite)
{
    private static readonly string[] Keys =
        [.. Enumerable.Range(1, 4).Select(number => Convert.ToBase64String(Enumerable.Repeat((byte)number, 32).ToArray()))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restriction_holds_after_two_rotations_and_after_three()
    {
        string storage = azurite.NewAccount();
        Student pupil = DataSubjectRig.Identified(1, 11, history: [12]);
        using (RestrictionRig first = new(storage, ("Secrets:student-key", Keys[0])))
        {
            await first.App.SignInAsync(pupil);
            await first.PlaceAsync(pupil);
        }

        using RestrictionRig third = Rotated(storage, Keys[2], Keys[1], Keys[0]);
        using RestrictionRig fourth = Rotated(storage, Keys[3], Keys[2], $"{Keys[1]} {Keys[0]}");
        foreach (RestrictionRig rig in new[] { third, fourth })
        {
            Assert.True(await rig.HoldsAsync(pupil));
            Assert.True(await rig.HoldsAsync(DataSubjectRig.Temporary(12)));
            Assert.False(await rig.HoldsAsync(DataSubjectRig.Identified(2, 21)));
            // The lookup and the erasure find the restriction as well.
            Assert.IsType<StudentLookupOutcome.ReferToPrivacy>(await rig.App.LookUpAsync(DataSubjectRig.By(pupil)));
        }
    }

    [Fact]
    public async Task Restriction_does_not_hold_when_its_version_is_disabled_and_an_event_says_so_every_night()
    {
        string storage = azurite.NewAccount();
        Student pupil = DataSubjectRig.Identified(1, 11);
        using (RestrictionRig first = new(storage, ("Secrets:student-key", Keys[0])))
            await first.PlaceAsync(pupil);

        using RestrictionRig third = Rotated(storage, Keys[2], Keys[1], older: null);

        Assert.False(await third.HoldsAsync(pupil));
        await third.App.Get<RestrictionReview>().RunAsync(Cancel);
        LogEntry gone = Assert.Single(third.App.Logs.Entries, entry => entry.EventId.Id == 9702);
        Assert.StartsWith("1 restrictions may no longer hold", gone.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(third.App.Logs.Entries, entry => entry.EventId.Id == 9703);
    }

    [Fact]
    public async Task Every_night_an_event_says_which_version_must_not_be_disabled()
    {
        string storage = azurite.NewAccount();
        using (RestrictionRig first = new(storage, ("Secrets:student-key", Keys[0])))
        {
            await first.PlaceAsync(DataSubjectRig.Identified(1, 11));
            await first.PlaceAsync(DataSubjectRig.Identified(2, 21));
        }

        using RestrictionRig third = Rotated(storage, Keys[2], Keys[1], Keys[0]);
        await third.PlaceAsync(DataSubjectRig.Identified(3, 31));
        await third.App.Get<RestrictionReview>().RunAsync(Cancel);

        string[] events = [.. third.App.Logs.Entries.Where(entry => entry.EventId.Id == 9703).Select(entry => entry.Message).Order()];
        Assert.Equal(2, events.Length);
        Assert.StartsWith("1 restrictions need version 1 of student-key", events[0], StringComparison.Ordinal);
        Assert.StartsWith("2 restrictions need version 3 of student-key", events[1], StringComparison.Ordinal);
        Assert.DoesNotContain(third.App.Logs.Entries, entry => entry.EventId.Id == 9702);
        Assert.All(Keys, key => Assert.DoesNotContain(key, third.App.Logs.AllText, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Older_versions_cost_a_sign_in_no_more_deletes()
    {
        using RestrictionRig rig = Rotated(azurite.NewAccount(), Keys[2], Keys[1], Keys[0]);

        StudentKeySet set = await rig.App.Get<StudentKeys>().ForAsync(DataSubjectRig.Identified(1, 11, history: [12]), Cancel);

        // The pupil's own key under the former version, and two accounts under two versions.
        Assert.Equal((5, 3), (set.Superseded.Count, set.Older.Count));
        Assert.Equal(9, set.All.Distinct().Count());
    }

    [Fact]
    public async Task Older_version_that_is_no_key_blocks_no_sign_in()
    {
        using RestrictionRig rig = Rotated(azurite.NewAccount(), Keys[2], Keys[1], $"{Keys[0]} nonsense");

        StudentKeySet set = await rig.App.Get<StudentKeys>().ForAsync(DataSubjectRig.Identified(1, 11), Cancel);

        Assert.Equal(2, set.Older.Count);
    }

    private static RestrictionRig Rotated(string storage, string current, string previous, string? older) =>
        new(storage, ("Secrets:student-key", current), ("Secrets:student-key:previous", previous), ("Secrets:student-key:older", older));
}
