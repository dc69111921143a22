using System.Reflection;
using System.Text.RegularExpressions;
using LeerId.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeerId.Infra.Tests.Settings;

/// <summary>One setting that the code reads.</summary>
/// <param name="Name">The name, such as <c>Acm:Claims:GivenName</c>. In a list or a dictionary, <c>*</c> represents the key of an entry.</param>
/// <param name="Default">The value if the setting is absent; empty for none.</param>
internal sealed record CodeSetting(string Name, string Default)
{
    /// <summary>The placeholder for the key of an entry in a name.</summary>
    public const string AnyEntry = "*";

    /// <summary>Whether a name is that of this setting or of one of its entries.</summary>
    public bool Is(string name) =>
        Regex.IsMatch(name, $"^{Regex.Escape(Name).Replace(@"\*", "[^:]+", StringComparison.Ordinal)}$", RegexOptions.IgnoreCase);
}

/// <summary>The settings that the code reads, found in the code.</summary>
internal static class SettingsOfCode
{
    /// <summary>The options types, each with the section to which it is bound.</summary>
    public static IReadOnlyList<(Type Options, string Section)> Options { get; } = [.. RegisteredOptions().Select(options => (options, SectionOf(options)))];

    /// <summary>The functions that run on a schedule, each with the setting of the schedule.</summary>
    public static IReadOnlyList<(string Function, string Setting)> Schedules { get; } =
    [
        .. from function in FunctionsOfCode.All
           let timer = function.Trigger as TimerTriggerAttribute
           where timer is not null
           select (function.Name, timer.Schedule.Trim('%')),
    ];

    public static IReadOnlyList<CodeSetting> All { get; } =
    [
        .. Options.SelectMany(options => Of(options.Options, options.Section)),
        .. Schedules.Select(schedule => new CodeSetting(schedule.Setting, "")),
    ];

    /// <summary>The properties that the configuration binder sets, including nested properties and those of entries.</summary>
    public static IEnumerable<CodeSetting> Of(Type options, string section)
    {
        if (EntryOf(options) is { } entry)
            return entry == typeof(string) ? [new CodeSetting($"{section}:{CodeSetting.AnyEntry}", "")] : Of(entry, $"{section}:{CodeSetting.AnyEntry}");
        return OfProperties(options, section);
    }

    /// <summary>The type of the entries of a list or a dictionary; null for any other type.</summary>
    public static Type? EntryOf(Type type) => type == typeof(string)
        ? null
        : type.GetInterfaces().Append(type).FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IDictionary<,>))
            ?.GetGenericArguments()[1]
            ?? type.GetInterfaces().Append(type).FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(ICollection<>))
                ?.GetGenericArguments()[0];

    // The binder adds entries to an existing list, even if the property has no setter.
    public static bool IsBound(PropertyInfo property) => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0
        && (property.SetMethod is { IsPublic: true } || EntryOf(property.PropertyType) is not null);

    private static IEnumerable<CodeSetting> OfProperties(Type options, string section)
    {
        object defaults = Activator.CreateInstance(options)!;
        foreach (PropertyInfo property in options.GetProperties().Where(IsBound))
        {
            string name = $"{section}:{property.Name}";
            Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (type == typeof(string) || type.IsValueType)
                yield return new CodeSetting(name, property.GetValue(defaults)?.ToString() ?? "");
            else
            {
                foreach (CodeSetting nested in Of(type, name))
                    yield return nested;
            }
        }
    }

    // Every type with a validator is an options type. The one that binds nothing only checks settings that its feature reads itself.
    private static IEnumerable<Type> RegisteredOptions() => new ServiceCollection()
        .AddLeerId(new ConfigurationBuilder().Build())
        .Select(service => service.ServiceType)
        .Where(service => service.IsGenericType && service.GetGenericTypeDefinition() == typeof(IValidateOptions<>))
        .Select(service => service.GetGenericArguments()[0])
        .Where(options => options.Assembly == typeof(LeerIdServices).Assembly && options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Length > 0)
        .Distinct();

    private static string SectionOf(Type options) =>
        options.GetField("Section", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(null) as string
        ?? throw new InvalidOperationException($"{options.Name} has no constant Section that says where its settings are.");
}
