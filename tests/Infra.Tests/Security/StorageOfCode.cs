using System.Reflection;
using LeerId.Archive;
using LeerId.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Infra.Tests.Security;

/// <summary>The tables, queues and containers that the code uses, found in the code.</summary>
internal static class StorageOfCode
{
    private const string PoisonSuffix = "-poison";

    /// <summary>A table is asked for with this type, so there are no others.</summary>
    public static IEnumerable<string> Tables => Enum.GetNames<TableName>();

    /// <summary>The queues that Core names, those that trigger functions, and the poison queue that the host has for each of those.</summary>
    public static IEnumerable<string> Queues =>
        Named.Concat(Triggers).Concat(Triggers.Where(queue => !IsPoison(queue)).Select(queue => queue + PoisonSuffix)).Distinct();

    /// <summary>The containers of the archive, the only ones that the code names.</summary>
    public static IEnumerable<string> Containers => ArchiveContainer.All.Select(container => container.Name);

    private static IEnumerable<string> Named =>
        typeof(QueueNames).GetFields(BindingFlags.Static | BindingFlags.Public).Select(constant => (string)constant.GetRawConstantValue()!);

    private static IEnumerable<string> Triggers =>
        FunctionsOfCode.All.Select(function => function.Trigger).OfType<QueueTriggerAttribute>().Select(trigger => trigger.QueueName);

    private static bool IsPoison(string queue) => queue.EndsWith(PoisonSuffix, StringComparison.Ordinal);
}
