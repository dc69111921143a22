using System.Reflection;
using LeerId.Functions.SignIn;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Infra.Tests;

/// <summary>One function of the app.</summary>
/// <param name="Name">The name under which Azure runs it.</param>
/// <param name="Trigger">The attribute that says when.</param>
internal sealed record CodeFunction(string Name, Attribute Trigger);

/// <summary>The functions of the assembly that is deployed.</summary>
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
}
