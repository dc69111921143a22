using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using LeerId.Load;
using LeerId.Storage;
using LeerId.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Storage;

/// <summary>The limits on the requests of a table client, without a network. A test answers each request or lets it wait.</summary>
public sealed class StorageGateTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly HeldTransport _transport = new();
    private readonly StorageGate _gate;
    private readonly TableClient _table;

    public StorageGateTests()
    {
        _gate = new StorageGate(_ => Task.CompletedTask, _clock, NullLogger<CircuitBreaker>.Instance);
        TableClientOptions options = StorageAccount.With(StorageRetryOptions.Page, new TableClientOptions(), _gate);
        options.Transport = _transport;
        _table = new TableClient("UseDevelopmentStorage=true", "Students", options);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _gate.Dispose();

    [Fact]
    public async Task Sixty_four_requests_are_sent_at_once_and_the_others_in_their_order_of_arrival()
    {
        Task[] all = [.. Enumerable.Range(0, StorageGate.MaximumAtOnce + 2).Select(number => AddAsync(number))];
        await HeldAsync(StorageGate.MaximumAtOnce);

        _transport.Answer(204);
        await HeldAsync(StorageGate.MaximumAtOnce);
        Assert.Contains("row-64", _transport.Bodies.Last(), StringComparison.Ordinal);
        _transport.Answer(204);
        await HeldAsync(StorageGate.MaximumAtOnce);
        Assert.Contains("row-65", _transport.Bodies.Last(), StringComparison.Ordinal);

        _transport.AnswersAtOnce = 204;
        await Task.WhenAll(all);
        Assert.Equal(StorageGate.MaximumAtOnce + 2, _transport.Bodies.Count);
    }

    [Fact]
    public async Task Cancelled_request_is_never_sent()
    {
        using CancellationTokenSource left = new();
        Task[] sent = [.. Enumerable.Range(0, StorageGate.MaximumAtOnce).Select(number => AddAsync(number))];
        await HeldAsync(StorageGate.MaximumAtOnce);
        Task waiting = AddForAsync(StorageGate.MaximumAtOnce, left.Token);

        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        _transport.AnswersAtOnce = 204;
        await Task.WhenAll(sent);
        Assert.Equal(StorageGate.MaximumAtOnce, _transport.Bodies.Count);
    }

    [Fact]
    public async Task Request_that_waits_too_long_fails_as_busy_and_is_not_retried()
    {
        Task[] sent = [.. Enumerable.Range(0, StorageGate.MaximumAtOnce).Select(number => AddAsync(number))];
        await HeldAsync(StorageGate.MaximumAtOnce);
        Task waiting = AddAsync(StorageGate.MaximumAtOnce);

        _clock.Advance(StorageRetryOptions.Page.LastTry);

        RequestFailedException busy = await Assert.ThrowsAsync<RequestFailedException>(() => waiting);
        Assert.Equal((503, "StorageBusy"), (busy.Status, busy.ErrorCode));
        _transport.AnswersAtOnce = 204;
        await Task.WhenAll(sent);
        Assert.Equal(StorageGate.MaximumAtOnce, _transport.Bodies.Count);
    }

    [Fact]
    public async Task Storage_counts_as_overloaded_when_requests_waited_for_a_quarter_of_a_second_without_a_break()
    {
        List<Task> all = [.. Enumerable.Range(0, StorageGate.MaximumAtOnce).Select(number => AddAsync(number))];
        await HeldAsync(StorageGate.MaximumAtOnce);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_gate.IsOverloaded);

        all.Add(AddAsync(StorageGate.MaximumAtOnce));
        Assert.False(_gate.IsOverloaded);
        _clock.Advance(StorageGate.LongWait);
        Assert.True(_gate.IsOverloaded);

        _transport.Answer(204);
        await Eventually.TrueAsync("nobody waits any more", () => !_gate.IsOverloaded, Cancel);
        all.Add(AddAsync(StorageGate.MaximumAtOnce + 1));
        Assert.False(_gate.IsOverloaded);

        _transport.AnswersAtOnce = 204;
        await Task.WhenAll(all);
    }

    [Fact]
    public async Task Retries_are_a_tenth_of_the_requests_when_half_of_them_fail()
    {
        const int Requests = 400;
        int number = 0;
        _transport.AnswerTo = _ => Interlocked.Increment(ref number) % 2 == 0 ? 503 : 204;

        for (int request = 0; request < Requests; request++)
        {
            try
            {
                await AddAsync(request);
            }
            catch (RequestFailedException exception) when (exception.Status == 503)
            {
                // No retry was left in the budget.
            }
        }

        Assert.False(_gate.IsClosed);
        Assert.InRange(_transport.Bodies.Count, Requests + 50, Requests + 20 + (Requests / 10));
    }

    [Fact]
    public async Task Nothing_is_sent_while_most_requests_fail_and_refusals_of_a_row_are_answers()
    {
        _transport.AnswersAtOnce = 409;
        for (int request = 0; request < CircuitBreaker.MinimumRequests; request++)
            await Assert.ThrowsAsync<RequestFailedException>(() => AddAsync(request));
        Assert.False(_gate.IsClosed);

        _transport.AnswersAtOnce = 503;
        _transport.Headers["Retry-After"] = "60";
        while (!_gate.IsClosed)
            await Assert.ThrowsAsync<RequestFailedException>(() => AddAsync(1));

        int sent = _transport.Bodies.Count;
        Assert.InRange(sent, CircuitBreaker.MinimumRequests, 6 * CircuitBreaker.MinimumRequests);
        RequestFailedException closed = await Assert.ThrowsAsync<RequestFailedException>(() => AddAsync(2));
        Assert.Equal((503, "StorageNotAsked"), (closed.Status, closed.ErrorCode));
        Assert.Equal(sent, _transport.Bodies.Count);
    }

    private Task AddAsync(int number) => AddForAsync(number, Cancel);

    private async Task AddForAsync(int number, CancellationToken cancellationToken) =>
        await _table.AddEntityAsync(new TableEntity("partition", $"row-{number}"), cancellationToken);

    private Task HeldAsync(int requests) => Eventually.TrueAsync($"{requests} requests are held", () => _transport.Held == requests, Cancel);

    private sealed class HeldTransport : HttpPipelineTransport
    {
        private readonly ConcurrentQueue<TaskCompletionSource<int>> _held = new();
        private int? _answersAtOnce;

        public ConcurrentQueue<string> Bodies { get; } = new();

        public Dictionary<string, string> Headers { get; } = [];

        public int Held => _held.Count;

        /// <summary>The status of each answer; null while the transport holds requests.</summary>
        public Func<Request, int?> AnswerTo { get; set; } = _ => null;

        /// <summary>Answers all held requests and all further ones with the given status.</summary>
        public int? AnswersAtOnce
        {
            get => _answersAtOnce;
            set
            {
                _answersAtOnce = value;
                while (value is { } status && _held.TryDequeue(out TaskCompletionSource<int>? held))
                    held.SetResult(status);
            }
        }

        public void Answer(int status)
        {
            Assert.True(_held.TryDequeue(out TaskCompletionSource<int>? held));
            held.SetResult(status);
        }

        public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

        public override void Process(HttpMessage message) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message)
        {
            using MemoryStream body = new();
            if (message.Request.Content is { } content)
                await content.WriteToAsync(body, message.CancellationToken);
            Bodies.Enqueue(System.Text.Encoding.UTF8.GetString(body.ToArray()));
            int status;
            if ((AnswerTo(message.Request) ?? AnswersAtOnce) is { } known)
            {
                status = known;
            }
            else
            {
                TaskCompletionSource<int> held = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _held.Enqueue(held);
                status = await held.Task.WaitAsync(message.CancellationToken);
            }

            message.Response = new Answered(status, Headers);
        }
    }

    private sealed class Answered(int status, Dictionary<string, string> headers) : Response
    {
        public override int Status => status;

        public override string ReasonPhrase => "";

        public override Stream? ContentStream { get; set; }

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool TryGetHeader(string name, out string value) => headers.TryGetValue(name, out value!);

        protected override bool TryGetHeaderValues(string name, out IEnumerable<string> values)
        {
            bool has = headers.TryGetValue(name, out string? value);
            values = [value ?? ""];
            return has;
        }

        protected override bool ContainsHeader(string name) => headers.ContainsKey(name);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(header => new HttpHeader(header.Key, header.Value));
    }
}
