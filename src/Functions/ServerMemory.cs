using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Functions;

/// <summary>
/// Gives the web server buffers from the process's shared pool. The server's own pool keeps what a flood of large bodies needed, and returns some three
/// percent of it per ten seconds. The shared pool keeps only a few buffers per processor, and the collector frees the others.
/// </summary>
public static class ServerMemory
{
    /// <summary>Registers the pool. Both hosts call this.</summary>
    public static IServiceCollection AddServerMemory(this IServiceCollection services) => services.AddSingleton<IMemoryPoolFactory<byte>, SharedPool>();

    private sealed class SharedPool : IMemoryPoolFactory<byte>
    {
        public MemoryPool<byte> Create(MemoryPoolOptions? options) => MemoryPool<byte>.Shared;
    }
}
