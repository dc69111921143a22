using LeerId.Core.Tests.Evidence;
using LeerId.Notices;
using LeerId.Testing;

namespace LeerId.Core.Tests.Notices;

/// <summary>The registers of notices and breaches on their own storage account, three hours after the breach of the samples became known.</summary>
internal sealed class BreachRig : IDisposable
{
    public const string Dpo = "dpo";

    private BreachRig(string storage) => Evidence = new EvidenceRig(storage, "2026-09-01T09:30:00Z");

    public EvidenceRig Evidence { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<BreachRig> StartAsync(AzuriteFixture azurite) => new(await azurite.NewDeployedAccountAsync());

    public static BreachRig Start(string storage) => new(storage);

    /// <summary>Reports a breach, by default the smallest one, and returns its number.</summary>
    public async Task<string> ReportAsync(BreachContent? breach = null) => Assert.IsType<NoticeOutcome.Registered>(
        await Evidence.Get<NoticeRegister>().ReportAsync(breach ?? NoticeSamples.FirstReport, "operator", request: null, Cancel)).Reference.Number;

    public Task<NoticeOutcome> ChangeAsync(string number, int version, BreachContent values, params string[] names) =>
        Evidence.Get<BreachRegister>().ChangeAsync(number, version, new BreachPatch(values, names.ToHashSet()), Dpo, Cancel);

    public Task<NoticeOutcome> CloseAsync(string number, int version, params (string Field, string Reason)[] reasons) =>
        Evidence.Get<BreachRegister>().CloseAsync(number, version, reasons.ToDictionary(reason => reason.Field, reason => reason.Reason), Dpo, Cancel);

    public Task<IReadOnlyList<Notice>> FindAsync(string number) =>
        Evidence.Get<NoticeRegister>().FindWithPartsAsync(new NoticeReference(NoticeKind.Breach, number), Cancel);

    public void Dispose() => Evidence.Dispose();
}
