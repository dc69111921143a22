using Azure.Data.Tables;
using LeerId.Core.Tests.DataSubjects;
using LeerId.DataSubjects;
using LeerId.Pages.Documents;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.Students;

/// <summary>A snapshot that was changed and can't be read is kept.</summary>
public sealed class UnreadableSnapshotTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Ways => new()
    {
        { "no moment", false }, { "no moment", true }, { "another type", false }, { "another type", true }, { "no uuid", false }, { "no uuid", true },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Unreadable_snapshot_is_reported_and_can_be_erased(string damage, bool byAccount)
    {
        string storage = azurite.NewAccount();
        using DataSubjectRig rig = new(storage);
        Student pupil = DataSubjectRig.Identified(1, 11, history: [12]);
        StudentKey key = await rig.SignInAsync(pupil);
        await DamageAsync(storage, key, damage);
        StudentRequest request = byAccount ? DataSubjectRig.ByAccount(12) : DataSubjectRig.By(pupil);

        StudentDossier dossier = await rig.FoundAsync(request);
        Assert.Equal((0, 1), (dossier.Kept.Count, dossier.Unreadable));
        Assert.Contains("dat beschadigd is", (await StudentDossierPage.RenderAsync(dossier)).Html(), StringComparison.Ordinal);
        Assert.Equal(key, Assert.Single(await rig.EntriesAsync("student-lookup")).Student);

        ErasureProof proof = await rig.EraseAsync(request);
        Assert.Equal((1, true), (proof.Deleted, proof.IsAbsent));
        Assert.Null(await rig.FindAsync(key));
    }

    private static async Task DamageAsync(string storage, StudentKey key, string damage)
    {
        TableClient table = new TableServiceClient(storage).GetTableClient("Students");
        TableEntity row = await table.GetEntityAsync<TableEntity>(key.ToString(), "snapshot", cancellationToken: Cancel);
        if (damage == "no moment")
            row.Remove("SignedInAt");
        else
            row[damage == "another type" ? "Naam" : "LeerIdUuid"] = damage == "another type" ? 7 : "no uuid";
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Cancel);
    }
}
