using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeerId.Functions.Provider;
using LeerId.Hosting;
using LeerId.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace LeerId.Functions.Tests;

/// <summary>Rules that hold for all functions together.</summary>
public sealed partial class FunctionTests
{
    private static readonly string[] Verbs =
    [
        "Accept", "Authorize", "Cancel", "Change", "Check", "Close", "Complete", "Confirm", "Count", "Delete", "End", "Erase", "Exchange", "Expire", "Get",
        "Give", "Import", "Lift", "List", "Look", "Place", "Prove", "Prune", "Put", "Read", "Record", "Relay", "Release", "Remind", "Report",
        "Request", "Requeue", "Resolve", "Review", "Seal", "Search", "Show", "Supplement", "Uphold", "Withdraw", "Write",
    ];

    private static readonly Type[] TypesOfCore = typeof(RunStore).Assembly.GetTypes();

    private static readonly MethodInfo[] Functions =
        [.. typeof(Authorize).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(FunctionAttribute)))];

    private static readonly ParameterInfo[] Triggers = [.. Functions.SelectMany(method => method.GetParameters())];

    private static IEnumerable<string> Names => Functions.Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name);

    [Fact]
    public void A_function_is_named_as_its_class() => Assert.Equal(Functions.Select(method => method.DeclaringType!.Name), Names);

    [Fact]
    public void A_name_begins_with_a_verb() => Assert.All(Names, name => Assert.Contains(FirstWord().Match(name).Value, Verbs));

    [Fact]
    public void A_name_means_nothing_else_in_Core() => Assert.Empty(Names.Intersect(
        TypesOfCore.SelectMany(type => (string[])[type.Name, .. type.Namespace?.Split('.') ?? []]), StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void The_runs_of_a_job_have_the_name_of_a_function()
    {
        string[] jobs = [.. TypesOfCore.Select(type => type.GetField("Job")?.GetRawConstantValue()).OfType<string>()];
        Assert.NotEmpty(jobs);
        Assert.All(jobs, job => Assert.Contains(job, Names));
    }

    // The worker reports its functions to Azure's host from this list, which is generated during the build.
    [Fact]
    public async Task Azure_finds_each_function_with_its_trigger()
    {
        ImmutableArray<IFunctionMetadata> found = await new GeneratedFunctionMetadataProvider().GetFunctionMetadataAsync(directory: "");
        Assert.Equal(
            Functions.Select(method => $"{method.GetCustomAttribute<FunctionAttribute>()!.Name}: {method.DeclaringType}.{method.Name} {TriggerOf(method)}")
                .Order(),
            found.Select(function => $"{function.Name}: {function.EntryPoint} {TriggerIn(function)}").Order());
    }

    [Fact]
    public void Every_schedule_of_a_timer_is_validated_at_the_start()
    {
        IEnumerable<string> read = Triggers.Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>())
            .OfType<TimerTriggerAttribute>().Select(timer => timer.Schedule.Trim('%'));
        // Functions that run one after another may share a setting.
        Assert.Equal(Schedules.Settings.Order(), read.Distinct().Order());
    }

    // The Functions host chooses the first matching function by name, not the one with the more literal route.
    [Fact]
    public void No_two_routes_of_one_method_take_the_same_path()
    {
        (string Method, string Route)[] routes =
        [
            .. from trigger in Triggers.Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>()
               from method in trigger.Methods ?? []
               select (method, trigger.Route!),
        ];
        IEnumerable<string> overlaps =
            from one in routes
            from other in routes
            where string.CompareOrdinal(one.Route, other.Route) < 0 && one.Method == other.Method && Overlap(one.Route.Split('/'), other.Route.Split('/'))
            select $"{one.Method} {one.Route} and {other.Route}";
        Assert.NotEmpty(routes);
        Assert.Empty(overlaps);
    }

    private static string TriggerOf(MethodInfo method) =>
        method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes()).Select(Trigger).OfType<string>().Single();

    private static string? Trigger(Attribute attribute) => attribute switch
    {
        HttpTriggerAttribute http => $"{string.Join(',', http.Methods ?? [])} {http.Route} {http.AuthLevel}",
        TimerTriggerAttribute timer => timer.Schedule,
        QueueTriggerAttribute queue => queue.QueueName,
        _ => null,
    };

    private static string TriggerIn(IFunctionMetadata function)
    {
        JsonElement trigger = function.RawBindings!.Select(binding => JsonElement.Parse(binding))
            .Single(binding => binding.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
        return trigger.GetProperty("type").GetString() switch
        {
            "httpTrigger" =>
                $"{string.Join(',', trigger.GetProperty("methods").EnumerateArray())} {trigger.GetProperty("route")} {trigger.GetProperty("authLevel")}",
            "timerTrigger" => trigger.GetProperty("schedule").GetString()!,
            _ => trigger.GetProperty("queueName").GetString()!,
        };
    }

    private static bool Overlap(string[] one, string[] other) => one.Length == other.Length
        && one.Zip(other).All(pair => pair.First == pair.Second || Parameter().IsMatch(pair.First) || Parameter().IsMatch(pair.Second));

    [GeneratedRegex("^[A-Z][a-z]+")]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"^\{.+\}$")]
    private static partial Regex Parameter();
}
