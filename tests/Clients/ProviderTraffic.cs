using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;

namespace LeerId.Clients.Tests;

/// <summary>The requests of clients to the provider: it counts them, and can hold those to the token endpoint.</summary>
internal sealed class ProviderTraffic
{
    private readonly ConcurrentQueue<int> _tokenAnswers = new();
    private int _keySets;
    private Channel<TaskCompletionSource>? _held;

    /// <summary>How often the key set was fetched.</summary>
    public int KeySets => Volatile.Read(ref _keySets);

    /// <summary>The status codes of the token endpoint's answers.</summary>
    public IReadOnlyList<int> TokenAnswers => [.. _tokenAnswers];

    public void Watch(IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Request.Path == "/.well-known/jwks.json")
        {
            Interlocked.Increment(ref _keySets);
            // Clients may keep the key set for five minutes. Here they may not, because the clocks of most of them can't be moved.
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.CacheControl = "no-cache";
                return Task.CompletedTask;
            });
        }

        bool isToken = context.Request.Path == "/token";
        if (isToken && _held is { } held)
        {
            TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await held.Writer.WriteAsync(released, context.RequestAborted);
            await released.Task.WaitAsync(context.RequestAborted);
        }

        await next(context);
        if (isToken)
            _tokenAnswers.Enqueue(context.Response.StatusCode);
    });

    /// <summary>Holds requests to the token endpoint from now on; each can be released in the order in which they came.</summary>
    public ChannelReader<TaskCompletionSource> Hold() => (_held = Channel.CreateUnbounded<TaskCompletionSource>()).Reader;

    public void HoldNoMore() => _held = null;
}
