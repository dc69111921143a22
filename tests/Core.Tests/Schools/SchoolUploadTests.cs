using LeerId.Schools.Import;
using LeerId.Testing;

namespace LeerId.Core.Tests.Schools;

/// <summary>An uploaded file is kept for a day, and only the person who uploaded it can read it.</summary>
public sealed class SchoolUploadTests(AzuriteFixture azurite) : IDisposable
{
    private const string Person = "person-1";

    private readonly SchoolRig _rig = new(azurite.NewAccount());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(60 * 1024)]
    [InlineData((660 * 1024) + 1)]
    [InlineData(SchoolListImport.MaximumBytes)]
    public async Task Uploaded_file_is_returned_unchanged(int length)
    {
        byte[] file = new byte[length];
        new Random(length).NextBytes(file);
        string id = await _rig.Uploads.KeepAsync(SchoolUploadKind.OpenData, file, Person, Cancel);

        SchoolUpload? upload = await _rig.Uploads.FindAsync(id, Person, Cancel);
        Assert.Equal((SchoolUploadKind.OpenData, Person, _rig.Clock.GetUtcNow()), (upload!.Kind, upload.By, upload.At));
        Assert.True(file.AsSpan().SequenceEqual(upload.File.Span));
    }

    [Fact]
    public async Task Uploaded_file_is_kept_for_a_day_and_only_for_the_person_who_uploaded_it()
    {
        string id = await _rig.Uploads.KeepAsync(SchoolUploadKind.List, new byte[10], Person, Cancel);
        Assert.Null(await _rig.Uploads.FindAsync(id, "person-2", Cancel));
        Assert.Null(await _rig.Uploads.FindAsync("01J00000000000000000000000", Person, Cancel));
        Assert.Null(await _rig.Uploads.FindAsync("x' or '1' eq '1", Person, Cancel));
        _rig.Clock.Advance(SchoolUploads.KeptFor);
        Assert.NotNull(await _rig.Uploads.FindAsync(id, Person, Cancel));
        _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await _rig.Uploads.FindAsync(id, Person, Cancel));
    }

    [Fact]
    public async Task Second_file_replaces_the_first_and_old_files_are_deleted()
    {
        string first = await _rig.Uploads.KeepAsync(SchoolUploadKind.List, new byte[10], Person, Cancel);
        string other = await _rig.Uploads.KeepAsync(SchoolUploadKind.List, new byte[10], "person-2", Cancel);
        string second = await _rig.Uploads.KeepAsync(SchoolUploadKind.List, new byte[2_000_000], Person, Cancel);
        Assert.Null(await _rig.Uploads.FindAsync(first, Person, Cancel));
        Assert.NotNull(await _rig.Uploads.FindAsync(second, Person, Cancel));
        Assert.NotNull(await _rig.Uploads.FindAsync(other, "person-2", Cancel));

        _rig.Clock.Advance(SchoolUploads.KeptFor + TimeSpan.FromSeconds(1));
        await _rig.Uploads.RemoveAsync(by: null, Cancel);
        Assert.Empty(await _rig.RowKeysAsync());
    }

    [Fact]
    public async Task File_with_a_missing_row_is_not_found()
    {
        string id = await _rig.Uploads.KeepAsync(SchoolUploadKind.List, new byte[2_000_000], Person, Cancel);
        await _rig.Table.DeleteEntityAsync("upload", $"{id}~001", Azure.ETag.All, Cancel);
        Assert.Null(await _rig.Uploads.FindAsync(id, Person, Cancel));
    }

    [Fact]
    public async Task Uploaded_file_is_not_part_of_the_list_and_survives_an_import()
    {
        string id = await _rig.Uploads.KeepAsync(SchoolUploadKind.List, new byte[10], Person, Cancel);
        await _rig.ImportedAsync(SchoolRig.Csv(3, "A"));
        await _rig.ImportedAsync(SchoolRig.Csv(3, "B"));
        Assert.Equal(3, (await _rig.LinesAsync()).Length);
        Assert.NotNull(await _rig.Uploads.FindAsync(id, Person, Cancel));
        Assert.DoesNotContain(_rig.Logs.Entries, entry => entry.EventId.Id is 3002 or 3003);
    }

    [Fact]
    public async Task A_file_is_applied_to_the_list_that_was_shown_or_not_at_all()
    {
        await _rig.ImportedAsync(SchoolRig.Csv(3, "A"));
        SchoolListChanges shown = await _rig.ImportedAsync(SchoolRig.Csv(4, "A"), dryRun: true);
        await _rig.Store.PutAsync(SchoolRig.School("100001", "Tussendoor"), SchoolRig.By, Cancel);

        byte[] file = System.Text.Encoding.UTF8.GetBytes(SchoolRig.Csv(4, "A"));
        Assert.IsType<SchoolImportOutcome.Overtaken>(await _rig.ImportAsync(file, revision: shown.Revision));
        Assert.IsType<SchoolImportOutcome.Overtaken>(await _rig.ImportOpenDataAsync("schoolnummer;naam\n100000;A\n"u8.ToArray(), revision: shown.Revision));
        Assert.Contains("100001 Tussendoor 2026-09-01  [] []", await _rig.LinesAsync());
        Assert.IsType<SchoolImportOutcome.Accepted>(await _rig.ImportAsync(file, revision: shown.Revision + 1));
        Assert.Equal(4, (await _rig.LinesAsync()).Length);
    }
}
