using LeerId.Archive;
using LeerId.RestoreArchive;
using LeerId.Storage;
using LeerId.Testing;

namespace LeerId.Core.Tests.Archive;

/// <summary>Tests of the restore command of the cloud team.</summary>
public sealed class RestoreCommandTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Command_checks_then_restores_then_refuses_to_restore_again()
    {
        string storage = azurite.NewAccount();
        using ArchiveRig rig = new(storage);
        await rig.SealAsync(20);
        await rig.RunAsync();
        await rig.LoseTablesAsync();

        (int code, string output) = await RunAsync("--from", storage);
        Assert.Equal(0, code);
        Assert.Contains("PrivacyLog: ", output, StringComparison.Ordinal);
        Assert.EndsWith("The archive is as its manifests say.", output.TrimEnd(), StringComparison.Ordinal);

        (code, output) = await RunAsync("--from", storage, "--to", storage, "--tables", "PrivacyLog,Seals");
        Assert.Equal(0, code);
        Assert.Contains("PrivacyLog: 20 rows were restored.", output, StringComparison.Ordinal);
        Assert.Equal(20, (await rig.RowsAsync(TableName.PrivacyLog)).Count);

        (code, output) = await RunAsync("--from", storage, "--to", storage, "--tables", "PrivacyLog,Seals");
        Assert.Equal(1, code);
        Assert.Contains("Refused: the table PrivacyLog has rows.", output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("--from", storage, "--to", storage, "--tables", "PrivacyLog,Seals", "--add-to", "PrivacyLog,Seals")).Code);
    }

    [Fact]
    public async Task A_changed_file_gives_exit_code_1()
    {
        string storage = azurite.NewAccount();
        using ArchiveRig rig = new(storage);
        await rig.SealAsync(20);
        await rig.RunAsync();
        string file = (await rig.FilesAsync(ArchiveContainer.Log))[0];
        await rig.ReplaceAsync(ArchiveContainer.Log, file, text => text + text);

        (int code, string output) = await RunAsync("--from", storage);

        Assert.Equal(1, code);
        Assert.Contains($"Fault: privacy-log/{file} has another hash", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Account_without_an_archive_ends_the_command_with_the_answer_of_storage()
    {
        (int code, string output) = await RunAsync("--from", azurite.NewAccount());
        Assert.Equal(1, code);
        Assert.Contains("404 ContainerNotFound", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--from is missing.")]
    [InlineData("There is no argument --form.", "--form", "x")]
    [InlineData("--from needs a value.", "--from")]
    [InlineData("--from is neither an https address nor a connection string.", "--from", "archive")]
    [InlineData("--to is neither an https address nor a connection string.", "--from", "https://archive.example/", "--to", "http://tables.example/")]
    [InlineData("--tables: Students is not an archived table; these are: ", "--from", "https://archive.example/", "--tables", "Students")]
    public async Task Wrong_arguments_are_named_and_the_usage_is_shown(string fault, params string[] arguments)
    {
        (int code, string output) = await RunAsync(arguments);
        Assert.Equal(2, code);
        Assert.StartsWith(fault, output, StringComparison.Ordinal);
        Assert.Contains("Usage: dotnet run --project dev/RestoreArchive", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        await using StringWriter output = new();
        return (await RestoreCommand.RunAsync(arguments, output, TestContext.Current.CancellationToken), output.ToString());
    }
}
