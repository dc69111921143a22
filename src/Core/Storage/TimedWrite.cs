using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LeerId.Storage;

/// <summary>
/// Ends a write on time. The service gets the time that is left as its own parameter <c>timeout</c>, and no try begins in the last second. Otherwise the
/// service can apply a write long after the app gave it up, over a later one (docs/adr/0028).
/// </summary>
internal sealed class TimedWrite : HttpPipelinePolicy
{
    private const string Limit = "leerid-write-limit";
    private const int RequestTimeout = 408;

    /// <summary>The policy, to be used for each try. It changes nothing about requests that have no limit.</summary>
    public static TimedWrite Policy { get; } = new();

    /// <summary>Limits the requests that are sent until the result is disposed.</summary>
    /// <param name="time">The maximum time from the first try on, for all tries together. The service counts in whole seconds.</param>
    /// <param name="clock">The clock.</param>
    public static IDisposable Within(TimeSpan time, TimeProvider clock) =>
        HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [Limit] = new WriteLimit(time, clock) });

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Apply(message);
        ProcessNext(message, pipeline);
    }

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Apply(message);
        return ProcessNextAsync(message, pipeline);
    }

    private static void Apply(HttpMessage message)
    {
        if (!message.TryGetProperty(Limit, out object? value) || value is not WriteLimit limit)
            return;
        int seconds = limit.SecondsLeft;
        // The clients don't retry a request that fails with this status.
        if (seconds < 1)
            throw new RequestFailedException(RequestTimeout, "The time for this write is over, so it was not tried again.");
        RequestUriBuilder address = message.Request.Uri;
        // The address has the parameter of the last try, if there was one.
        address.Query = limit.QueryOf(address);
        address.AppendQuery("timeout", seconds.ToString(CultureInfo.InvariantCulture));
    }

    private sealed class WriteLimit(TimeSpan time, TimeProvider clock)
    {
        private long? _start;
        private string? _query;

        // The time begins with the first try, because a request can wait before it is sent.
        public int SecondsLeft => (int)(time - clock.GetElapsedTime(_start ??= clock.GetTimestamp())).TotalSeconds;

        public string QueryOf(RequestUriBuilder address) => _query ??= address.Query;
    }
}
