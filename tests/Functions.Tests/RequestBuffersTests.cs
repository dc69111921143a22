using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Functions.Tests;

/// <summary>The web server uses buffers that nobody keeps after a flood.</summary>
public sealed class RequestBuffersTests
{
    private const int Flood = 20_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Buffers_of_a_flood_are_freed()
    {
        using MemoryPool<byte> pool = NewFactory().Create();
        WeakReference[] arrays = ReturnFlood(pool);

        GC.Collect();

        // The shared pool keeps some arrays per processor.
        Assert.InRange(arrays.Count(array => array.IsAlive), 0, Flood / 4);
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

    // A method of its own, so that no local variable of the test keeps a buffer alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] ReturnFlood(MemoryPool<byte> pool)
    {
        IMemoryOwner<byte>[] flood = [.. Enumerable.Range(0, Flood).Select(_ => pool.Rent())];
        WeakReference[] arrays = [.. flood.Select(buffer => new WeakReference(ArrayOf(buffer)))];
        Assert.Equal(Flood, flood.Select(ArrayOf).Distinct().Count());
        foreach (IMemoryOwner<byte> buffer in flood)
            buffer.Dispose();
        return arrays;
    }

    private static byte[] ArrayOf(IMemoryOwner<byte> buffer) => MemoryMarshal.TryGetArray(buffer.Memory, out ArraySegment<byte> segment)
        ? segment.Array!
        : throw new ArgumentException("Not an array.", nameof(buffer));

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
