using System.Diagnostics;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using LeerId.LocalServices;

namespace LeerId.Functions.Tests.LocalServices;

public sealed class AzuriteTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("leerid-test-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Data_are_kept_across_a_restart()
    {
        AzuriteOptions options = new(_data.FullName);
        await using (Azurite first = await Azurite.StartAsync(options, Cancelled))
        {
            TableClient table = new(first.ConnectionString, "Kept");
            await table.CreateAsync(Cancelled);
            await table.AddEntityAsync(new TableEntity("a", "b") { ["Word"] = "kept" }, Cancelled);
            QueueClient queue = new(first.ConnectionString, "kept");
            await queue.CreateAsync(cancellationToken: Cancelled);
            await queue.SendMessageAsync("kept too", Cancelled);
            await first.StopAsync();
        }

        await using Azurite second = await Azurite.StartAsync(options, Cancelled);

        TableEntity entity = await new TableClient(second.ConnectionString, "Kept")
            .GetEntityAsync<TableEntity>("a", "b", cancellationToken: Cancelled);
        Assert.Equal("kept", entity["Word"]);
        Assert.Equal(
            "kept too",
            (await new QueueClient(second.ConnectionString, "kept").ReceiveMessageAsync(cancellationToken: Cancelled))
                .Value.Body.ToString());
    }

    [Fact]
    public async Task Several_emulators_run_side_by_side_and_end_when_disposed()
    {
        Process process;
        await using (Azurite one = await Azurite.StartAsync(cancellationToken: Cancelled))
        await using (Azurite other = await Azurite.StartAsync(cancellationToken: Cancelled))
        {
            Assert.NotEqual(one.TableEndpoint, other.TableEndpoint);
            Assert.True(one.BlobEndpoint.IsLoopback && one.QueueEndpoint.IsLoopback && one.TableEndpoint.IsLoopback);
            process = Process.GetProcessById(one.ProcessId);
        }

        using (process)
            await process.WaitForExitAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
    }

    [Fact]
    public async Task Emulator_that_can_not_start_gives_the_reason()
    {
        string file = Path.Combine(_data.FullName, "file");
        await File.WriteAllTextAsync(file, "", Cancelled);

        LocalServiceException exception = await Assert.ThrowsAsync<LocalServiceException>(
            () => Azurite.StartAsync(new AzuriteOptions(Path.Combine(file, "below")), Cancelled));

        Assert.StartsWith("Azurite ended while starting: ", exception.Message, StringComparison.Ordinal);
    }
}
