using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Functions.Tests;

/// <summary>The web server uses buffers that nobody keeps after a flood.</summary>
public sealed class RequestBuffersTests
{
    private const int Megabyte = 1024 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Buffers_of_a_flood_are_freed()
    {
        using MemoryPool<byte> pool = NewFactory().Create();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        List<IMemoryOwner<byte>> flood = [.. Enumerable.Range(0, 50_000).Select(_ => pool.Rent())];
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 150 * Megabyte, long.MaxValue);

        flood.ForEach(buffer => buffer.Dispose());
        flood.Clear();

        // Other tests allocate at the same time.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 100 * Megabyte);
    }

    [Fact]
    public void Buffer_has_four_KiB_and_returns_once()
    {
        using MemoryPool<byte> pool = NewFactory().Create();
        IMemoryOwner<byte> buffer = pool.Rent(1);
        Assert.Equal((4096, 4096), (buffer.Memory.Length, pool.MaxBufferSize));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Rent(4097));

        buffer.Dispose();
        buffer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => buffer.Memory);
        // An array that returned twice would be in two hands now.
        using IMemoryOwner<byte> one = pool.Rent(), other = pool.Rent();
        Assert.False(one.Memory.Equals(other.Memory));
    }

    [Fact]
    public async Task Web_server_takes_its_buffers_from_the_registered_factory()
    {
        CountingFactory counting = new(NewFactory());
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRequestBodies().AddSingleton<IMemoryPoolFactory<byte>>(counting);
        await using WebApplication app = builder.Build();
        string page = new('x', 100_000);
        app.MapGet("/", () => page);
        await app.StartAsync(Cancel);

        using HttpClient http = new();
        Assert.Equal(page, await http.GetStringAsync(app.Urls.Single(), Cancel));

        Assert.True(counting.Created > 0);
    }

    private static IMemoryPoolFactory<byte> NewFactory() =>
        new ServiceCollection().AddRequestBodies().BuildServiceProvider().GetRequiredService<IMemoryPoolFactory<byte>>();

    private sealed class CountingFactory(IMemoryPoolFactory<byte> inner) : IMemoryPoolFactory<byte>
    {
        public int Created { get; private set; }

        public MemoryPool<byte> Create(MemoryPoolOptions? options = null)
        {
            Created++;
            return inner.Create(options);
        }
    }
}
