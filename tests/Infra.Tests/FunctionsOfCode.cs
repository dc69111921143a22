using System.Reflection;
using LeerId.Functions.SignIn;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Infra.Tests;

/// <summary>One function of the app.</summary>
/// <param name="Name">The name under which Azure runs it.</param>
/// <param name="Trigger">The trigger attribute.</param>
internal sealed record CodeFunction(string Name, Attribute Trigger);

/// <summary>The functions of the deployed assembly.</summary>
internal static class FunctionsOfCode
{
    public static IReadOnlyList<CodeFunction> All { get; } =
    [
        .. from type in typeof(CompleteSignIn).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           from parameter in method.GetParameters()
           from trigger in parameter.GetCustomAttributes()
           where trigger is HttpTriggerAttribute or TimerTriggerAttribute or QueueTriggerAttribute
           select new CodeFunction(function.Name, trigger),
    ];

    /// <summary>The functions that Azure scales individually. HTTP functions are scaled as one group.</summary>
    public static int OutsideHttp => All.Count(function => function.Trigger is not HttpTriggerAttribute);

    /// <summary>The number of instances that a zone-redundant plan keeps for these functions: two each.</summary>
    public static int AlwaysReadyForZones => 2 * OutsideHttp;
}
