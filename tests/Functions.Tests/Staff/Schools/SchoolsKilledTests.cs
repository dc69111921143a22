using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using LeerId.Functions.Tests.LocalServices;
using LeerId.Functions.Tests.Notices;
using LeerId.Hosting;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Functions.Tests.Staff.Schools;

/// <summary>The host runs in a separate process, which is killed in the middle of applying an import.</summary>
public sealed partial class SchoolsKilledTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Transaction = "POST $batch";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("leerid-test-");
    private readonly string _account = azurite.NewAccount();
    private StorageProxy? _storage;

    private StorageProxy Storage => _storage!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _storage = await StorageProxy.StartAsync(_account);

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null)
            await _storage.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Theory]
    // 250 schools: five batches of rows and their history, the switch, three batches into the history. SchoolStoreFaultTests interrupts each of
    // them.
    [InlineData(6, "A")]
    [InlineData(7, "B")]
    public async Task The_list_is_the_old_one_or_the_new_one_and_the_next_import_works(int write, string expected)
    {
        using HostProcess host = HostProcess.Start(_data.FullName, settings:
        [
            .. NoticeRig.Settings("127.0.0.1", 9).SelectMany(setting => new[] { "--" + setting.Key, setting.Value! }),
            "--AzureWebJobsStorage", Storage.ConnectionString,
        ]);
        using HttpClient http = new() { BaseAddress = await host.ReadyAsync() };
        string page = await http.GetStringAsync(http.BaseAddress, Cancel);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token().Match(page).Groups[1].Value);
        using (HttpResponseMessage first = await PostAsync(http, Csv(250, "A")))
            first.EnsureSuccessStatusCode();

        TaskCompletionSource reached = new();
        int writes = 0;
        Storage.Intercept = request => request == Transaction && Interlocked.Increment(ref writes) == write ? Hang : null;
        Task<HttpResponseMessage> second = PostAsync(http, Csv(250, "B"));
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        await host.StopAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => second);

        await using ServiceProvider services = Services();
        SchoolStore store = services.GetRequiredService<SchoolStore>();
        SchoolList list = await store.ListAsync(Cancel);
        Assert.Equal(250, list.Contracts.Count);
        Assert.All(list.Contracts, school => Assert.Equal(expected, school.Name));

        Assert.IsType<SchoolImportOutcome.Accepted>(
            await services.GetRequiredService<SchoolListImport>().ImportAsync(
                Encoding.UTF8.GetBytes(Csv(30, "C")), dryRun: false, removes: 220, revision: null, "test", Cancel));
        Assert.Equal(30, (await store.ListAsync(Cancel)).Contracts.Count);
        IReadOnlyList<SchoolHistoryEntry> history =
            (await services.GetRequiredService<SchoolHistory>().ReadAsync(SchoolNumber.Parse("100000"), Cancel)).Entries;
        Assert.Equal(expected == "A" ? ["A>C", ">A"] : ["B>C", "A>B", ">A"], history.Select(entry => $"{entry.Before?.Name}>{entry.After?.Name}"));
        Assert.Equal(31, await new TableClient(_account, "Schools").QueryAsync<TableEntity>(cancellationToken: Cancel).CountAsync(Cancel));

        async Task Hang(HttpContext context)
        {
            reached.TrySetResult();
            TaskCompletionSource gone = new();
            await using (context.RequestAborted.Register(gone.SetResult))
                await gone.Task;
        }
    }

    private static string Csv(int count, string name) =>
        "number,name,from,until\n" + string.Concat(Enumerable.Range(100_000, count).Select(number => $"{number},{name},2026-09-01,\n"));

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, string csv) =>
        http.PostAsync("staff/schools/import", new StringContent(csv, Encoding.UTF8, "text/csv"), Cancel);

    private ServiceProvider Services() => new ServiceCollection().AddLogging()
        .AddLeerId(TestConfiguration.On(_account)).BuildServiceProvider();

    [GeneratedRegex("<textarea id=\"access-control\"[^>]*>([^<]+)<")]
    private static partial Regex Token();
}
