using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace LeerId.Functions;

/// <summary>
/// Gives the web server its buffers from the runtime's shared pool, which frees unused arrays at a garbage collection. The web server's own pool keeps the
/// buffers of a flood of large bodies for many minutes (docs/adr/0031).
/// </summary>
internal sealed class RequestBuffers : IMemoryPoolFactory<byte>
{
    /// <summary>Creates a pool. It holds no buffers of its own, so all pools share the same ones.</summary>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        // The size of the buffers in the web server's own pool. With larger ones it can't write a page that is longer than the rest of a buffer.
        public override int MaxBufferSize => 4096;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, MaxBufferSize);
            return new RentedBuffer(MaxBufferSize);
        }

        protected override void Dispose(bool disposing)
        {
        }
    }

    private sealed class RentedBuffer(int size) : IMemoryOwner<byte>
    {
        private byte[]? _array = ArrayPool<byte>.Shared.Rent(size);

        public Memory<byte> Memory => _array ?? throw new ObjectDisposedException(nameof(RentedBuffer));

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _array, null) is { } array)
                ArrayPool<byte>.Shared.Return(array);
        }
    }
}
