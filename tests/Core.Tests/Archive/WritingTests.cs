using System.Text.Json.Nodes;
using LeerId.Archive;
using LeerId.Core.Tests.PrivacyLog;
using LeerId.Requests;
using LeerId.Runs;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Storage;
using LeerId.Testing;

namespace LeerId.Core.Tests.Archive;

/// <summary>The rows that a run archives, and those that it omits.</summary>
public sealed class WritingTests(AzuriteFixture azurite) : IDisposable
{
    private const TableName Table = TableName.Disclosures;

    private readonly ArchiveRig _rig = new(azurite.NewAccount());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_is_a_line_with_its_keys_and_the_type_and_value_of_each_column()
    {
        await _rig.PutAsync(
            Table, "2026", "7", ("Text", "é\"\n"), ("Count", 7), ("Long", 7L), ("At", PrivacyLogRig.Moment("2026-09-01T06:00:00.1234567Z")), ("Flag", true),
            ("Bytes", new byte[] { 0, 255 }), ("Ratio", 0.1), ("Id", Guid.Parse("00000003-0000-0000-0000-000000000001")));

        await _rig.RunAsync();

        JsonNode line = Assert.Single(await _rig.LinesAsync(Table));
        Assert.Equal(("Disclosures", "2026", "7"), (line["table"]!.ToString(), line["partition"]!.ToString(), line["row"]!.ToString()));
        Assert.Equal(
            """
            {"At":["Edm.DateTime","2026-09-01T06:00:00.1234567Z"],"Bytes":["Edm.Binary","AP8="],"Count":["Edm.Int32","7"],
            "Flag":["Edm.Boolean","true"],"Id":["Edm.Guid","00000003-0000-0000-0000-000000000001"],"Long":["Edm.Int64","7"],
            "Ratio":["Edm.Double","0.1"],"Text":["Edm.String","\u00E9\u0022\n"]}
            """.ReplaceLineEndings(""),
            line["columns"]!.ToJsonString());
        Assert.InRange(
            PrivacyLogRig.Moment(line["changed"]!.ToString()), TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5));
    }

    [Fact]
    public async Task Run_record_has_the_hash_of_each_manifest_and_a_manifest_that_of_each_file()
    {
        await _rig.SealAsync(20, 30);
        await _rig.PutAsync(Table, "2026", "7", ("State", "Requested"));

        RunRecord run = await _rig.RunAsync();

        RunRecord stored = Assert.Single(await _rig.Log.RunsAsync(NightlyArchive.Job));
        Assert.Equal(run.Files, stored.Files);
        Assert.True(stored.Succeeded);
        Assert.Equal(["records", "privacy-log"], stored.Files.Select(file => file.Name.Split('/')[0]));
        foreach (ArchiveContainer container in ArchiveContainer.All)
        {
            RunFile recorded = stored.Files.Single(file => file.Name.StartsWith($"{container.Name}/", StringComparison.Ordinal));
            string text = await _rig.TextAsync(container, recorded.Name[(container.Name.Length + 1)..]);
            Assert.Equal(ArchiveRig.HashOf(text), recorded.Sha256);
            Assert.Contains(_rig.Log.Logs.Entries, entry => entry.EventId.Id == 8101 && entry.Message.Contains(recorded.Sha256, StringComparison.Ordinal));
            JsonArray files = JsonNode.Parse(text)!["files"]!.AsArray();
            Assert.Equal((await _rig.FilesAsync(container)).Order(), files.Select(file => file!["name"]!.ToString()).Order());
            foreach (JsonNode? file in files)
            {
                string content = await _rig.TextAsync(container, file!["name"]!.ToString());
                Assert.Equal(ArchiveRig.HashOf(content), file["sha256"]!.ToString());
                Assert.Equal(content.Count(character => character == '\n'), (long)file["rows"]!);
            }
        }
    }

    [Fact]
    public async Task A_row_is_archived_again_when_it_changed_and_only_then()
    {
        await _rig.PutAsync(Table, "2026", "1", ("State", "Requested"));
        await _rig.PutAsync(Table, "2026", "2", ("State", "Requested"));
        await _rig.PutAsync(TableName.Notices, "breach", "1", ("State", "Sent"));
        await _rig.RunAsync();
        await _rig.PutAsync(Table, "2026", "1", ("State", "Released"));

        await _rig.RunAsync();
        await _rig.RunAsync();

        Assert.Equal(
            [("1", "Requested"), ("2", "Requested"), ("1", "Released")],
            (await _rig.LinesAsync(Table)).Select(line => (line["row"]!.ToString(), line["columns"]!["State"]![1]!.ToString())));
        Assert.Single(await _rig.FilesAsync(TableName.Notices));
        List<JsonNode> manifests = await _rig.ManifestsAsync(ArchiveContainer.Records);
        // Each run stores its own record, and the next run archives that record.
        Assert.Equal(["Runs"], manifests[2]["files"]!.AsArray().Select(file => file!["table"]!.ToString()));
        string[] names = [.. (await _rig.Log.RunsAsync(NightlyArchive.Job)).Select(run => Assert.Single(run.Files).Name).Reverse()];
        Assert.Null(manifests[0]["previous"]);
        Assert.Equal(names[..2], manifests[1..].Select(manifest => $"records/{manifest["previous"]!["name"]}"));
    }

    [Fact]
    public async Task A_record_in_force_for_longer_than_its_term_is_archived_again_before_its_file_is_deleted()
    {
        await _rig.PutAsync(TableName.Restrictions, "pseudonym", "1", ("State", "InForce"));
        await _rig.RunAsync();
        int term = new ArchiveOptions().RecordDaysNumber;

        _rig.Log.Clock.Advance(TimeSpan.FromDays(term + 6));
        await _rig.RunAsync();
        Assert.Single(await _rig.FilesAsync(TableName.Restrictions));

        _rig.Log.Clock.Advance(TimeSpan.FromDays(2));
        await _rig.RunAsync();
        Assert.Equal(2, (await _rig.FilesAsync(TableName.Restrictions)).Count);
        Assert.InRange(term + 8, term, term + ArchiveTerms.RecordGraceDays - 1);

        _rig.Log.Clock.Advance(TimeSpan.FromDays(2));
        await _rig.RunAsync();
        Assert.Equal(2, (await _rig.FilesAsync(TableName.Restrictions)).Count);
    }

    [Fact]
    public async Task The_list_of_schools_is_archived_as_a_whole_when_a_school_was_added_changed_or_removed()
    {
        SchoolStore schools = _rig.Log.Get<SchoolStore>();
        await schools.PutAsync(Contract("012345"), "staff", Cancel);
        await schools.PutAsync(Contract("067891"), "staff", Cancel);
        await _rig.RunAsync();
        // An uploaded file is not part of the list.
        await _rig.Log.Get<SchoolUploads>().KeepAsync(SchoolUploadKind.List, new byte[10], "staff", Cancel);
        await _rig.RunAsync();
        string first = Assert.Single(await _rig.FilesAsync(TableName.Schools));
        Assert.All(await _rig.ManifestsAsync(ArchiveContainer.Records), manifest => Assert.Equal(first, Assert.Single(Whole(manifest))));

        await schools.DeleteAsync(Contract("067891").Number, new SchoolEditor("staff"), Cancel);
        await _rig.RunAsync();

        List<string> files = await _rig.FilesAsync(TableName.Schools);
        Assert.Equal(2, files.Count);
        Assert.Equal([files.Single(file => file != first)], Whole((await _rig.ManifestsAsync(ArchiveContainer.Records))[2]));
        string last = await _rig.TextAsync(ArchiveContainer.Records, files.Single(file => file != first));
        Assert.Contains("012345", last, StringComparison.Ordinal);
        Assert.DoesNotContain("067891", last, StringComparison.Ordinal);

        static IEnumerable<string> Whole(JsonNode manifest) => manifest["whole"]!.AsArray().Select(file => file!["name"]!.ToString());
    }

    [Fact]
    public async Task Pupils_and_texts_of_requesters_are_not_archived()
    {
        await _rig.PutAsync(TableName.Students, "pseudonym-of-a-pupil", "snapshot", ("GivenName", "secret-1"));
        await _rig.PutAsync(
            TableName.Requests, "2026", "1", ("Kind", "Access"), ("RequesterName", "secret-2"), ("RequesterContact", "secret-3"), ("IdentityNote", "secret-4"),
            ("DecisionReason", "secret-5"), ("AnswerText", "secret-6"), ("ColumnOfALaterVersion", "secret-7"), ("Content0", "secret-8"u8.ToArray()),
            ("ReceivedAt", PrivacyLogRig.Moment("2026-09-01T00:00:00Z")), ("IsExtended", true));

        await _rig.PutAsync(TableName.Notices, "quality", "1", ("State", "Queued"), ("EncryptedIdentity", "secret-9"));

        await _rig.RunAsync();

        JsonNode line = Assert.Single(await _rig.LinesAsync(TableName.Requests));
        Assert.Equal(["IsExtended", "Kind", "ReceivedAt"], line["columns"]!.AsObject().Select(column => column.Key));
        Assert.Equal(
            """
            {"AnswerText":"Edm.String","ColumnOfALaterVersion":"Edm.String","Content0":"Edm.Binary","DecisionReason":"Edm.String",
            "IdentityNote":"Edm.String","RequesterContact":"Edm.String","RequesterName":"Edm.String"}
            """.ReplaceLineEndings(""),
            line["omitted"]!.ToJsonString());
        foreach (string file in await _rig.FilesAsync(ArchiveContainer.Records))
        {
            string text = await _rig.TextAsync(ArchiveContainer.Records, file);
            Assert.DoesNotContain("pseudonym-of-a-pupil", text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String("secret-8"u8), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_personal_column_of_the_requests_is_omitted_from_the_archive() => Assert.All(
        RequestRow.PersonalColumns, column => Assert.False(ArchivedColumns.Includes(TableName.Requests, column, "text")));

    [Fact]
    public async Task Progress_of_unsealed_days_is_not_archived()
    {
        await _rig.PutAsync(TableName.Seals, "progress", "20260901-0", ("Entries", 7L));
        await _rig.PutAsync(TableName.Seals, "2026", "20260831", ("Entries", 7L));

        await _rig.RunAsync();

        Assert.Equal("20260831", Assert.Single(await _rig.LinesAsync(TableName.Seals))["row"]!.ToString());
    }

    [Fact]
    public async Task A_day_of_the_log_is_archived_when_it_is_sealed_and_not_before()
    {
        await _rig.Log.FillAsync(ArchiveRig.FirstDay, 40);
        await _rig.RunAsync();
        Assert.Empty(await _rig.FilesAsync(ArchiveContainer.Log));

        await _rig.SealAsync();
        await _rig.RunAsync();
        await _rig.RunAsync();

        List<string> files = await _rig.FilesAsync(ArchiveContainer.Log);
        Assert.All(files, file => Assert.StartsWith($"PrivacyLog/{ArchiveRig.FirstDay:yyyyMMdd}-", file, StringComparison.Ordinal));
        JsonNode manifest = Assert.Single(await _rig.ManifestsAsync(ArchiveContainer.Log));
        Assert.Equal(40, manifest["files"]!.AsArray().Sum(file => (long)file!["rows"]!));
        // The following days without entries are sealed too.
        Assert.True(string.CompareOrdinal(manifest["through"]!.ToString(), $"{ArchiveRig.FirstDay:yyyy-MM-dd}") > 0);
    }

    [Fact]
    public async Task Run_with_a_clock_that_was_ahead_hides_no_later_change()
    {
        await _rig.PutAsync(Table, "2026", "1", ("State", "Requested"));
        await _rig.RunAsync();
        using (ArchiveRig ahead = _rig.Other())
        {
            ahead.Log.Clock.Advance(TimeSpan.FromDays(400));
            await ahead.RunAsync();
        }

        await _rig.PutAsync(Table, "2026", "2", ("State", "Requested"));
        await _rig.RunAsync();

        Assert.Contains(await _rig.LinesAsync(Table), line => line["row"]!.ToString() == "2");
    }

    [Fact]
    public void Archive_terms_say_until_when_a_day_of_the_log_is_kept() => Assert.Equal(
        new DateOnly(2029, 9, 15), new ArchiveTerms(Microsoft.Extensions.Options.Options.Create(new ArchiveOptions())).LogKeptUntil(new DateOnly(2026, 9, 1)));

    public void Dispose() => _rig.Dispose();

    private static SchoolContract Contract(string number) => new()
    {
        Number = SchoolNumber.Parse(number),
        From = new DateOnly(2026, 9, 1),
        Name = "Basisschool",
    };
}
