using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using LeerId.LocalHost;
using LeerId.Testing;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Tests.LocalHost;

public sealed class QueueTests(AzuriteFixture azurite)
{
    private readonly string _name = AzuriteFixture.NewName("q");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(typeof(OfText), "plain text", "plain text 1")]
    [InlineData(typeof(OfBytes), "plain text", "10")]
    [InlineData(typeof(OfBinary), "plain text", "plain text")]
    [InlineData(typeof(OfMessage), "plain text", "plain text 1 True")]
    [InlineData(typeof(OfRecord), """{ "id": 7, "Name": "x" }""", "7 x")]
    public async Task Message_is_converted_to_the_parameter_type_and_deleted(Type function, string body, string expected)
    {
        await using TestHost host = await StartAsync(function);

        await Client().SendMessageAsync(body, Cancelled);

        Assert.Equal(expected, await host.Journal.NextAsync());
        await GoneAsync(_name);
    }

    [Fact]
    public async Task The_queue_is_made_when_missing()
    {
        await using TestHost host = await StartAsync(typeof(OfText));

        Assert.True(await Client(create: false).ExistsAsync(Cancelled));
    }

    [Fact]
    public async Task Messages_are_plain_text_when_host_json_says_so()
    {
        await using TestHost host = await StartAsync(typeof(OfText), ("messageEncoding", "none"));

        await Client(QueueMessageEncoding.None).SendMessageAsync("not base64!", Cancelled);

        Assert.Equal("not base64! 1", await host.Journal.NextAsync());
    }

    [Fact]
    public async Task Failing_message_is_moved_to_the_poison_queue_after_five_tries()
    {
        await using TestHost host = await StartAsync(typeof(Fails));

        await Client().SendMessageAsync("secret words", Cancelled);

        for (int attempt = 1; attempt <= 5; attempt++)
            Assert.Equal($"try {attempt}", await host.Journal.NextAsync());
        Assert.Equal("secret words", await PoisonAsync(QueueMessageEncoding.Base64));
        await GoneAsync(_name);
        Assert.True(host.Journal.IsEmpty);
        Assert.DoesNotContain("secret words", host.Log.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_not_the_functions_type_counts_as_failed_tries()
    {
        await using TestHost host = await StartAsync(typeof(OfRecord), ("maxDequeueCount", "2"));

        await Client().SendMessageAsync("secret words", Cancelled);

        Assert.Equal("secret words", await PoisonAsync(QueueMessageEncoding.Base64));
        Assert.Equal(2, host.Log.Entries.Count(entry => entry.EventId.Name == "Failed"));
        Assert.DoesNotContain("secret words", host.Log.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_that_is_not_base64_is_moved_unchanged_to_the_poison_queue_at_once()
    {
        await using TestHost host = await StartAsync(typeof(OfText));

        await Client(QueueMessageEncoding.None).SendMessageAsync("not base64!", Cancelled);

        Assert.Equal("not base64!", await PoisonAsync(QueueMessageEncoding.None));
        await GoneAsync(_name);
        Assert.True(host.Journal.IsEmpty);
    }

    [Fact]
    public async Task A_poison_queue_has_none_of_its_own_and_keeps_a_failed_message_hidden()
    {
        await using TestHost host = await StartAsync(typeof(FailsOnPoison), ("maxDequeueCount", "1"));

        await Client(name: _name + "-poison").SendMessageAsync("again", Cancelled);

        Assert.Equal("try 1", await host.Journal.NextAsync());
        await Eventually.TrueAsync(
            "the missing poison queue is logged", () => host.Log.Entries.Any(entry => entry.EventId.Name == "NoPoisonQueue"), Cancelled);
        QueueClient queue = Client(name: _name + "-poison");
        Assert.Equal(1, (await queue.GetPropertiesAsync(Cancelled)).Value.ApproximateMessagesCount);
        Assert.Empty((await queue.PeekMessagesAsync(1, Cancelled)).Value);
        Assert.False(await Client(create: false, name: _name + "-poison-poison").ExistsAsync(Cancelled));
    }

    [Fact]
    public async Task A_message_stays_hidden_as_long_as_its_function_runs()
    {
        await using TestHost host = await StartAsync(
            typeof(Waits), options => options with { MessageLease = TimeSpan.FromSeconds(2) });

        await Client().SendMessageAsync("long", Cancelled);
        Assert.Equal("start", await host.Journal.NextAsync());
        await Eventually.TrueAsync(
            "it was hidden three times more",
            () => host.Log.Entries.Count(entry => entry.EventId.Name == "VisibilityExtended") >= 3,
            Cancelled);
        host.Journal.Open();

        Assert.Equal("end", await host.Journal.NextAsync());
        await GoneAsync(_name);
        Assert.True(host.Journal.IsEmpty);
    }

    [Fact]
    public async Task Messages_run_side_by_side_up_to_the_batch_and_the_threshold()
    {
        // All messages are sent before the host starts. Otherwise it could receive one alone.
        QueueClient queue = Client();
        for (int number = 1; number <= 3; number++)
            await queue.SendMessageAsync("message", Cancelled);

        await using TestHost host = await StartAsync(typeof(Waits), ("batchSize", "2"), ("newBatchThreshold", "0"));

        Assert.Equal(["start", "start"], [await host.Journal.NextAsync(), await host.Journal.NextAsync()]);
        Assert.Single((await queue.PeekMessagesAsync(1, Cancelled)).Value);
        host.Journal.Open();

        await GoneAsync(_name);
    }

    [Fact]
    public async Task Message_of_an_interrupted_function_is_redelivered()
    {
        await using (TestHost host = await StartAsync(typeof(Endless)))
        {
            await Client().SendMessageAsync("again", Cancelled);
            Assert.Equal("start", await host.Journal.NextAsync());
        }

        await using TestHost second = await StartAsync(typeof(OfText));
        Assert.Equal("again 2", await second.Journal.NextAsync());
    }

    private Task<TestHost> StartAsync(Type function, params (string Name, string Value)[] queues) =>
        StartAsync(function, options => options, queues);

    private async Task<TestHost> StartAsync(
        Type function, Func<LocalHostOptions, LocalHostOptions> change, params (string Name, string Value)[] queues)
    {
        Dictionary<string, string?> settings = new()
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["Queue"] = _name,
            ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.2",
        };
        foreach ((string name, string value) in queues)
            settings[$"AzureFunctionsJobHost:extensions:queues:{name}"] = value;

        TestHost host = await TestHost.StartAsync([function], options => change(options with { Settings = settings }));
        string queue = function == typeof(FailsOnPoison) ? _name + "-poison" : _name;
        await Eventually.TrueAsync(
            "the queue is there", async () => await Client(create: false, name: queue).ExistsAsync(Cancelled), Cancelled);
        return host;
    }

    private QueueClient Client(
        QueueMessageEncoding encoding = QueueMessageEncoding.Base64, bool create = true, string? name = null)
    {
        QueueClient client = new(
            azurite.ConnectionString, name ?? _name, new QueueClientOptions { MessageEncoding = encoding });
        if (create)
            client.CreateIfNotExists(cancellationToken: Cancelled);
        return client;
    }

    private async Task<string> PoisonAsync(QueueMessageEncoding encoding)
    {
        QueueClient poison = Client(encoding, create: false, name: _name + "-poison");
        QueueMessage? found = null;
        await Eventually.TrueAsync(
            "the message is in the poison queue",
            async () => await poison.ExistsAsync(Cancelled)
                && (found = (await poison.ReceiveMessageAsync(cancellationToken: Cancelled)).Value) is not null,
            Cancelled);
        return found!.Body.ToString();
    }

    private async Task GoneAsync(string name) => await Eventually.TrueAsync(
        "the message is gone",
        async () => (await Client(name: name).GetPropertiesAsync(Cancelled)).Value.ApproximateMessagesCount == 0,
        Cancelled);

    public sealed record Order(int Id, string Name);

    public sealed class OfText(Journal journal)
    {
        [Function("OfText")]
        public void Run([QueueTrigger("%Queue%")] string message, long dequeueCount) => journal.Write($"{message} {dequeueCount}");
    }

    public sealed class OfBytes(Journal journal)
    {
        [Function("OfBytes")]
        public void Run([QueueTrigger("%Queue%")] byte[] message) => journal.Write($"{message.Length}");
    }

    public sealed class OfBinary(Journal journal)
    {
        [Function("OfBinary")]
        public void Run([QueueTrigger("%Queue%")] BinaryData message) => journal.Write($"{message}");
    }

    public sealed class OfMessage(Journal journal)
    {
        [Function("OfMessage")]
        public void Run([QueueTrigger("%Queue%")] QueueMessage message, string id) =>
            journal.Write($"{message.MessageText} {message.DequeueCount} {message.MessageId == id}");
    }

    public sealed class OfRecord(Journal journal)
    {
        [Function("OfRecord")]
        public void Run([QueueTrigger("%Queue%")] Order order) => journal.Write($"{order.Id} {order.Name}");
    }

    public sealed class Fails(Journal journal)
    {
        [Function("Fails")]
        public void Run([QueueTrigger("%Queue%")] QueueMessage message)
        {
            journal.Write($"try {message.DequeueCount}");
            throw new InvalidOperationException();
        }
    }

    public sealed class FailsOnPoison(Journal journal)
    {
        [Function("FailsOnPoison")]
        public void Run([QueueTrigger("%Queue%-poison")] QueueMessage message)
        {
            journal.Write($"try {message.DequeueCount}");
            throw new InvalidOperationException();
        }
    }

    public sealed class Waits(Journal journal)
    {
        [Function("Waits")]
        public async Task RunAsync([QueueTrigger("%Queue%")] string message)
        {
            journal.Write("start");
            await journal.Gate;
            journal.Write("end");
        }
    }

    public sealed class Endless(Journal journal)
    {
        [Function("Endless")]
        public async Task RunAsync([QueueTrigger("%Queue%")] string message, CancellationToken cancellationToken)
        {
            journal.Write("start");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
    }
}
