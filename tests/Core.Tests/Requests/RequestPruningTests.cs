using LeerId.Core.Tests.DataSubjects;
using LeerId.Requests;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Testing;

namespace LeerId.Core.Tests.Requests;

/// <summary>Requests are deleted when their retention period after closing has ended, and never while they are open.</summary>
public sealed class RequestPruningTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Closed_requests_are_deleted_after_their_retention_period_and_open_ones_are_kept()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        RequestRegister register = rig.Get<RequestRegister>();
        DataSubjectRequest open = await rig.RegisterAsync(), older = await rig.RegisterAsync(), newer = await rig.RegisterAsync();
        foreach (DataSubjectRequest request in new[] { older, newer })
        {
            RequestSamples.Done(await register.DecideAsync(request.Number, RequestSamples.Granted, RequestSamples.By(), Cancel));
            RequestSamples.Done(await register.AnswerAsync(request.Number, RequestSamples.Answer(DataSubjectRig.Now), RequestSamples.By(), Cancel));
            rig.Clock.Advance(TimeSpan.FromDays(1));
        }

        IPrunedRecords records = Assert.Single(rig.Get<IEnumerable<IPrunedRecords>>(), records => records.Table == TableName.Requests);
        RunCounts none = new(), counts = new();
        await records.PruneAsync(DataSubjectRig.Now, none, Cancel);
        Assert.Equal(3, (await register.ListAsync(isOpen: null, Cancel)).Count);
        await records.PruneAsync(DataSubjectRig.Now.AddDays(1), counts, Cancel);

        Assert.Equal(
            new[] { open.Number, newer.Number }.Order(), (await register.ListAsync(isOpen: null, Cancel)).Select(request => request.Number).Order());
    }
}
