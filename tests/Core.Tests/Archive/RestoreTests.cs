using Azure.Data.Tables;
using LeerId.Archive;
using LeerId.Core.Tests.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Requests;
using LeerId.Runs;
using LeerId.Schools;
using LeerId.Storage;
using LeerId.Testing;

namespace LeerId.Core.Tests.Archive;

/// <summary>Lost tables are restored exactly, and files that were changed in the archive are rejected.</summary>
public sealed class RestoreTests(AzuriteFixture azurite) : IDisposable
{
    private readonly ArchiveRig _rig = new(azurite.NewAccount());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_table_is_restored_with_its_types_and_values_and_valid_seals()
    {
        await FillAsync();
        await _rig.RunAsync();
        await ChangeAsync();
        await _rig.RunAsync();
        await _rig.SealAsync();
        await _rig.RunAsync();
        Dictionary<TableName, List<string>> before = [];
        foreach (TableName table in RestoreRequest.Everything.Tables)
            before[table] = await _rig.RowsAsync(table);
        List<DayVerdict> verdicts = await _rig.Log.VerifyAsync(ArchiveRig.FirstDay, ArchiveRig.FirstDay.AddDays(3));
        await _rig.LoseTablesAsync();

        (bool done, List<string> told) = await _rig.RestoreAsync();

        Assert.True(done, string.Join('\n', told));
        Assert.DoesNotContain(told, line => line.StartsWith("Fault", StringComparison.Ordinal));
        foreach (TableName table in RestoreRequest.Everything.Tables.Except([TableName.Runs, TableName.Requests]))
        {
            Assert.NotEmpty(before[table]);
            Assert.Equal(before[table], await _rig.RowsAsync(table));
        }

        // The record of the last run was archived while it ran. The requester's name was never archived.
        List<string> runs = await _rig.RowsAsync(TableName.Runs);
        Assert.Equal(before[TableName.Runs].Count, runs.Count);
        Assert.Equal(before[TableName.Runs].Count - 1, before[TableName.Runs].Intersect(runs).Count());
        Assert.Equal(
            """["2026","1",["Kind","Edm.String","Access"],["RequesterName","Edm.String","(niet gearchiveerd)"]]""",
            Assert.Single(await _rig.RowsAsync(TableName.Requests)));
        Assert.Contains("Requests: the archive never contains the columns RequesterName.", told);
        Assert.Contains(told, line => line == "records: 3 manifests, of which 2 are confirmed by the archived record of their run.");
        Assert.All(verdicts[..2], verdict => Assert.Equal(DayState.Whole, verdict.State));
        Assert.Equal(
            verdicts.Select(verdict => (verdict.Day, verdict.State, verdict.Found, verdict.Root)),
            (await _rig.Log.VerifyAsync(ArchiveRig.FirstDay, ArchiveRig.FirstDay.AddDays(3)))
                .Select(verdict => (verdict.Day, verdict.State, verdict.Found, verdict.Root)));
        SchoolList schools = await _rig.Log.Get<SchoolStore>().ListAsync(Cancel);
        Assert.Equal(["012345", "023456"], schools.Contracts.Select(school => school.Number.ToString()).Order());
    }

    [Fact]
    public async Task A_restored_request_can_be_read_and_has_no_names_and_no_texts()
    {
        DateTimeOffset at = PrivacyLogRig.Moment("2026-09-01T08:00:00Z");
        object steps = RequestRow.Mark(2, "1", [new RequestStep(RequestStepKind.Registered, at, "staff")])["Steps"]!;
        await _rig.PutAsync(
            TableName.Requests, RequestRow.Partition, "01K4E8J1YZ3N5B6C7D8E9F0G1H", ("Kind", "Access"), ("ReceivedOn", "2026-09-01"),
            ("RequesterName", "name"), ("RequesterContact", "mail"), ("IdentityCheck", "School"), ("IdentityNote", "note"), ("Description", "text"),
            ("ExtendedAt", at), ("ExtensionReason", "reason"), ("Steps", steps), ("Version", 2), ("Attempt", "1"));
        await _rig.RunAsync();
        await _rig.Tables.DeleteTableAsync("Requests", Cancel);

        await _rig.RestoreAsync(RestoreRequest.Everything with { Tables = [TableName.Requests] });

        TableEntity row = Assert.Single(
            await _rig.Tables.GetTableClient("Requests").QueryAsync<TableEntity>(cancellationToken: Cancel).ToListAsync(Cancel));
        DataSubjectRequest request = RequestRow.Read(row);
        Assert.Equal((RequestKind.Access, new DateOnly(2026, 9, 1), 2), (request.Kind, request.ReceivedOn, request.Version));
        Assert.All(
            [request.Requester.Name, request.Requester.Contact, request.Identity.Note, request.Description, request.Extension!.Reason],
            text => Assert.Equal("(niet gearchiveerd)", text));
    }

    [Fact]
    public async Task A_file_that_was_changed_is_named_and_nothing_is_written()
    {
        await FillAsync();
        await _rig.RunAsync();
        string log = (await _rig.FilesAsync(ArchiveContainer.Log))[3];
        await _rig.ReplaceAsync(ArchiveContainer.Log, log, text => text.Replace("granted", "refused", StringComparison.Ordinal));
        string notices = Assert.Single(await _rig.FilesAsync(TableName.Notices));
        await _rig.ReplaceAsync(ArchiveContainer.Records, notices, text => text[..^20]);
        string disclosures = Assert.Single(await _rig.FilesAsync(TableName.Disclosures));
        await _rig.Blobs.GetBlobContainerClient("records").DeleteBlobAsync(disclosures, cancellationToken: Cancel);
        await _rig.LoseTablesAsync();

        (bool done, List<string> told) = await _rig.RestoreAsync();

        Assert.False(done);
        Assert.Equal(
            [
                $"Fault: privacy-log/{log} has another hash than its manifest says: somebody changed it.",
                $"Fault: records/{disclosures} is missing, and its manifest lists it.",
                $"Fault: records/{notices} has another hash than its manifest says: somebody changed it.",
            ],
            told.Where(line => line.StartsWith("Fault", StringComparison.Ordinal)));
        foreach (TableName table in RestoreRequest.Everything.Tables)
            Assert.Empty(await _rig.RowsAsync(table));

        (done, told) = await _rig.RestoreAsync(RestoreRequest.Everything with { LeavesOutDamaged = true });

        Assert.False(done);
        Assert.Empty(await _rig.RowsAsync(TableName.Notices));
        Assert.NotEmpty(await _rig.RowsAsync(TableName.SchoolHistory));
        Assert.Equal(DayState.LostEntries, (await _rig.Log.VerifyAsync(ArchiveRig.FirstDay, ArchiveRig.FirstDay))[0].State);
    }

    [Fact]
    public async Task A_manifest_that_was_changed_is_named_by_the_one_after_it_and_by_the_record_of_its_run()
    {
        await FillAsync();
        string first = (await _rig.RunAsync()).Files[0].Name;
        await _rig.RunAsync();
        await _rig.RunAsync();
        await _rig.ReplaceAsync(
            ArchiveContainer.Records, first["records/".Length..], text => text.Replace("\"software\"", "\"software\" ", StringComparison.Ordinal));
        await _rig.LoseTablesAsync();

        (bool done, List<string> told) = await _rig.RestoreAsync();

        Assert.False(done);
        Assert.Contains($"Fault: {first} has another hash than the manifest after it says: somebody changed it.", told);
        Assert.Contains($"Fault: {first} has another hash than the record of its run says: somebody changed it.", told);
    }

    [Fact]
    public async Task A_manifest_that_is_missing_between_others_is_named()
    {
        await FillAsync();
        await _rig.RunAsync();
        string second = (await _rig.RunAsync()).Files[0].Name;
        await _rig.RunAsync();
        await _rig.Blobs.GetBlobContainerClient("records").DeleteBlobAsync(second["records/".Length..], cancellationToken: Cancel);
        await _rig.LoseTablesAsync();

        (bool done, List<string> told) = await _rig.RestoreAsync();

        Assert.False(done);
        Assert.Contains($"Fault: {second} is missing, and the manifest after it names it.", told);
    }

    [Fact]
    public async Task Table_with_rows_is_refused_unless_it_is_named_and_then_keeps_its_rows()
    {
        await FillAsync();
        await _rig.PutAsync(TableName.Notices, "breach", "2", ("State", "Sent"));
        await _rig.RunAsync();
        await _rig.LoseTablesAsync();
        await _rig.PutAsync(TableName.Notices, "breach", "2", ("State", "Queued"));

        (bool done, List<string> told) = await _rig.RestoreAsync();

        Assert.False(done);
        Assert.StartsWith("Refused: the table Notices has rows.", Assert.Single(told), StringComparison.Ordinal);
        Assert.Empty(await _rig.RowsAsync(TableName.PrivacyLog));

        (done, told) = await _rig.RestoreAsync(RestoreRequest.Everything with { AddTo = [TableName.Notices] });

        Assert.True(done);
        Assert.Contains("Notices: 1 rows were restored, and 1 rows existed and were kept.", told);
        Assert.Equal(
            ["""["breach","1",["State","Edm.String","Sent"]]""", """["breach","2",["State","Edm.String","Queued"]]"""],
            await _rig.RowsAsync(TableName.Notices));
    }

    [Fact]
    public async Task Only_the_requested_tables_are_restored()
    {
        await FillAsync();
        await _rig.RunAsync();
        await _rig.LoseTablesAsync();

        Assert.True((await _rig.RestoreAsync(RestoreRequest.Everything with { Tables = [TableName.Seals] })).Done);

        Assert.Equal(["Seals"], await _rig.Tables.QueryAsync(cancellationToken: Cancel).Select(table => table.Name).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Archive_continues_after_a_restore()
    {
        await FillAsync();
        await _rig.RunAsync();
        await _rig.LoseTablesAsync();
        await _rig.RestoreAsync();

        RunRecord run = await _rig.RunAsync();
        await _rig.LoseTablesAsync();
        (bool done, List<string> told) = await _rig.RestoreAsync();

        Assert.True(run.Succeeded);
        Assert.True(done, string.Join('\n', told));
        Assert.Equal(100, (await _rig.RowsAsync(TableName.PrivacyLog)).Count);
    }

    public void Dispose() => _rig.Dispose();

    private async Task FillAsync()
    {
        await _rig.SealAsync(40, 60);
        SchoolStore schools = _rig.Log.Get<SchoolStore>();
        await schools.PutAsync(School("012345"), "staff", Cancel);
        await schools.PutAsync(School("067891"), "staff", Cancel);
        await _rig.PutAsync(
            TableName.SchoolHistory, "012345", "1", ("Text", "é\"\n"), ("Count", int.MinValue), ("Long", long.MinValue), ("Flag", false),
            ("At", PrivacyLogRig.Moment("2026-09-01T06:00:00.1234567Z")), ("Bytes", new byte[] { 0, 255 }), ("Ratio", 1e-300), ("Whole", 3.0),
            ("Id", Guid.Parse("00000003-0000-0000-0000-000000000001")));
        await _rig.PutAsync(TableName.Notices, "breach", "1", ("State", "Sent"));
        await _rig.PutAsync(
            TableName.Disclosures, "2026", "1", ("State", "Requested"), ("Pieces", 2), ("Content0", new byte[64 * 1024]), ("Content1", new byte[1]));
        await _rig.PutAsync(TableName.Requests, "2026", "1", ("Kind", "Access"), ("RequesterName", "name"));
        await _rig.PutAsync(TableName.Restrictions, "pseudonym", "1", ("State", "InForce"));
        await _rig.PutAsync(TableName.Acknowledgements, "person", "1", ("Version", "1"));
    }

    private async Task ChangeAsync()
    {
        SchoolStore schools = _rig.Log.Get<SchoolStore>();
        await schools.DeleteAsync(SchoolNumber.Parse("067891"), new SchoolEditor("staff"), Cancel);
        await schools.PutAsync(School("023456"), "staff", Cancel);
        await _rig.PutAsync(TableName.Restrictions, "pseudonym", "1", ("State", "Lifted"), ("LiftedAt", PrivacyLogRig.Moment("2026-09-02T06:00:00Z")));
        await _rig.PutAsync(TableName.Disclosures, "2026", "2", ("State", "Requested"));
    }

    private static SchoolContract School(string number) => new() { Number = SchoolNumber.Parse(number), Name = "School", From = new DateOnly(2026, 9, 1) };
}
