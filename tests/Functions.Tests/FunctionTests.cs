using System.Reflection;
using System.Text.RegularExpressions;
using LeerId.Hosting;
using LeerId.LocalHost;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Tests;

/// <summary>What holds for all functions together.</summary>
public sealed partial class FunctionTests
{
    private static readonly ParameterInfo[] Triggers =
    [
        .. typeof(LeerIdApplication).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(FunctionAttribute))).SelectMany(method => method.GetParameters()),
    ];

    [Fact]
    public void Every_schedule_a_timer_reads_is_looked_at_when_the_app_starts()
    {
        IEnumerable<string> read = Triggers.Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>())
            .OfType<TimerTriggerAttribute>().Select(timer => timer.Schedule.Trim('%'));
        Assert.Equal(Schedules.Settings.Order(), read.Order());
    }

    // The Functions host takes the first of them by name, and not the more literal one.
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

    private static bool Overlap(string[] one, string[] other) => one.Length == other.Length
        && one.Zip(other).All(pair => pair.First == pair.Second || Parameter().IsMatch(pair.First) || Parameter().IsMatch(pair.Second));

    [GeneratedRegex(@"^\{.+\}$")]
    private static partial Regex Parameter();
}
