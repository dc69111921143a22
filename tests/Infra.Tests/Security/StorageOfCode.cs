using System.Reflection;
using LeerId.Archive;
using LeerId.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Infra.Tests.Security;

/// <summary>The tables, queues and containers that the code uses, found in the code.</summary>
internal static class StorageOfCode
{
    private const string PoisonSuffix = "-poison";

    /// <summary>The code requests every table with this type, so no other tables exist.</summary>
    public static IEnumerable<string> Tables => Enum.GetNames<TableName>();

    /// <summary>The queues that Core names, those that trigger functions, and the host's poison queue for each of the latter.</summary>
    public static IEnumerable<string> Queues =>
        Named.Concat(Triggers).Concat(Triggers.Where(queue => !IsPoison(queue)).Select(queue => queue + PoisonSuffix)).Distinct();

    /// <summary>The containers of the archive. The code names no others.</summary>
    public static IEnumerable<string> Containers => ArchiveContainer.All.Select(container => container.Name);

    private static IEnumerable<string> Named =>
        typeof(QueueNames).GetFields(BindingFlags.Static | BindingFlags.Public).Select(constant => (string)constant.GetRawConstantValue()!);

    private static IEnumerable<string> Triggers =>
        FunctionsOfCode.All.Select(function => function.Trigger).OfType<QueueTriggerAttribute>().Select(trigger => trigger.QueueName);

    private static bool IsPoison(string queue) => queue.EndsWith(PoisonSuffix, StringComparison.Ordinal);
}
