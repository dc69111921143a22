using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Tests.LocalHost;

/// <summary>
/// The stand-ins against the worker's own types, as read by reflection from the packages Microsoft.Azure.Functions.Worker.Extensions.Abstractions 1.3.0,
/// .Http 3.3.0, .Timer 4.3.1 and .Storage.Queues 5.5.5. A function that compiles here compiles there, and means the same.
/// </summary>
public sealed class WorkerStandInTests
{
    private const string ParameterOnce = "Parameter, AllowMultiple False, Inherited True";

    public static TheoryData<Type, string, string[], string[]> Facts => new()
    {
        {
            typeof(FunctionAttribute), "Method, AllowMultiple False, Inherited True",
            ["String name"],
            ["String Name"]
        },
        {
            typeof(HttpTriggerAttribute), ParameterOnce,
            ["", "params String[] methods", "AuthorizationLevel authLevel", "AuthorizationLevel authLevel, params String[] methods"],
            ["AuthorizationLevel AuthLevel", "String[]? Methods", "String? Route set"]
        },
        { typeof(TimerTriggerAttribute), ParameterOnce, ["String schedule"], ["Boolean RunOnStartup set", "String Schedule", "Boolean UseMonitor set"] },
        { typeof(QueueTriggerAttribute), ParameterOnce, ["String queueName"], ["String? Connection set", "String QueueName"] },
        { typeof(TimerInfo), "", [""], ["Boolean IsPastDue set", "ScheduleStatus? ScheduleStatus set"] },
        { typeof(ScheduleStatus), "", [""], ["DateTime Last set", "DateTime LastUpdated set", "DateTime Next set"] },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void Constructors_properties_and_use_are_the_workers(Type type, string use, string[] constructors, string[] properties)
    {
        AttributeUsageAttribute? usage = type.GetCustomAttribute<AttributeUsageAttribute>(inherit: true);
        Assert.Equal(use, typeof(Attribute).IsAssignableFrom(type) ? $"{usage!.ValidOn}, AllowMultiple {usage.AllowMultiple}, Inherited {usage.Inherited}" : "");
        Assert.Equal("Microsoft.Azure.Functions.Worker", type.Namespace);
        Assert.Equal(constructors.Order(), type.GetConstructors().Select(constructor => string.Join(", ", constructor.GetParameters().Select(Describe))).Order());
        Assert.Equal(
            properties.Order(),
            type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(Describe).Order());
    }

    [Fact]
    public void Defaults_are_the_workers()
    {
        Assert.Equal(AuthorizationLevel.Function, new HttpTriggerAttribute().AuthLevel);
        Assert.Null(new HttpTriggerAttribute().Methods);
        Assert.Null(new HttpTriggerAttribute().Route);
        Assert.Equal(AuthorizationLevel.Anonymous, new HttpTriggerAttribute("get").AuthLevel);
        Assert.True(new TimerTriggerAttribute("x").UseMonitor);
        Assert.False(new TimerTriggerAttribute("x").RunOnStartup);
        Assert.Null(new QueueTriggerAttribute("x").Connection);
        Assert.False(new TimerInfo().IsPastDue);
        Assert.Null(new TimerInfo().ScheduleStatus);
        Assert.Equal(
            [("Anonymous", 0), ("User", 1), ("Function", 2), ("System", 3), ("Admin", 4)],
            Enum.GetValues<AuthorizationLevel>().Select(level => (level.ToString(), (int)level)));
    }

    [Fact]
    public void Stand_ins_are_all_held_against_the_facts()
    {
        IEnumerable<Type> standIns = typeof(FunctionAttribute).Assembly.GetExportedTypes().Where(type => type.Namespace == "Microsoft.Azure.Functions.Worker");
        Assert.Equal(
            Facts.Select(row => row.Data.Item1.Name).Append(nameof(AuthorizationLevel)).Order(),
            standIns.Select(type => type.Name).Order());
    }

    private static string Describe(ParameterInfo parameter) =>
        $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{parameter.ParameterType.Name} {parameter.Name}";

    private static string Describe(PropertyInfo property)
    {
        bool isNullable = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
        return $"{property.PropertyType.Name}{(isNullable ? "?" : "")} {property.Name}{(property.SetMethod is { IsPublic: true } ? " set" : "")}";
    }
}
