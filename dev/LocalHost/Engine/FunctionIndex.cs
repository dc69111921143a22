using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.LocalHost.Engine;

/// <summary>
/// Finds the functions in a set of types. A function that breaks a rule of the Functions host doesn't run, and the others do.
/// </summary>
internal sealed partial class FunctionIndex
{
    private readonly IConfiguration _configuration;
    private readonly HostJson _hostJson;
    private readonly List<Function> _functions = [];
    private readonly List<IndexingFailure> _failures = [];

    private FunctionIndex(IConfiguration configuration, HostJson hostJson)
    {
        (_configuration, _hostJson) = (configuration, hostJson);
    }

    public IReadOnlyList<Function> Functions => _functions;

    public IReadOnlyList<IndexingFailure> Failures => _failures;

    public static FunctionIndex Of(IEnumerable<Type> types, IConfiguration configuration, HostJson hostJson)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
            | BindingFlags.Static | BindingFlags.DeclaredOnly;

        FunctionIndex index = new(configuration, hostJson);
        foreach (MethodInfo method in types.SelectMany(type => type.GetMethods(Declared)))
            if (method.GetCustomAttribute<FunctionAttribute>() is { } attribute)
                index.Add(attribute.Name, method);

        return index;
    }

    public void Remove(Function function, string reason)
    {
        _functions.Remove(function);
        _failures.Add(new IndexingFailure(function.Name, reason));
    }

    private void Add(string name, MethodInfo method)
    {
        try
        {
            Function function = Describe(name, method);
            if (_functions.Any(other => string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase)))
                throw new IndexingException("Another function has this name. Rename one of them.");
            if (IsDisabled(name))
                throw new IndexingException($"The setting AzureWebJobs.{name}.Disabled disables it.");
            if (function is HttpFunction http && _functions.OfType<HttpFunction>().FirstOrDefault(http.ConflictsWith) is { } taken)
                throw new IndexingException($"{taken.Name} has the same route /{taken.Route} and a method in common. Change one of them.");

            _functions.Add(function);
        }
        catch (IndexingException exception)
        {
            _failures.Add(new IndexingFailure(name, exception.Message));
        }
    }

    private Function Describe(string name, MethodInfo method)
    {
        if (!FunctionName().IsMatch(name))
            throw new IndexingException(
                "The name must begin with a letter, have at most 128 letters, digits, hyphens and underscores, and not be `host`.");
        if (!method.IsPublic || !method.DeclaringType!.IsVisible)
            throw new IndexingException("The method and its class must be public.");
        if (method.ContainsGenericParameters)
            throw new IndexingException("The method and its class must not be generic.");

        (ParameterInfo Parameter, Attribute Trigger)[] triggers =
        [
            .. method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes()
                .Where(attribute => attribute is HttpTriggerAttribute or TimerTriggerAttribute or QueueTriggerAttribute)
                .Select(attribute => (parameter, attribute))),
        ];
        if (triggers is not [var (triggerParameter, trigger)])
            throw new IndexingException($"It must have one HTTP, timer or queue trigger, and has {triggers.Length}.");

        return trigger switch
        {
            HttpTriggerAttribute http => Http(name, method, triggerParameter, http),
            TimerTriggerAttribute timer => Timer(name, method, triggerParameter, timer),
            _ => Queue(name, method, triggerParameter, (QueueTriggerAttribute)trigger),
        };
    }

    private HttpFunction Http(string name, MethodInfo method, ParameterInfo parameter, HttpTriggerAttribute trigger)
    {
        if (parameter.ParameterType != typeof(HttpRequest))
            throw new IndexingException($"The HTTP trigger '{parameter.Name}' must be an HttpRequest and not a {parameter.ParameterType.Name}.");

        string route = (string.IsNullOrEmpty(trigger.Route) ? name : trigger.Route).Trim('/');
        if (route.StartsWith("admin", StringComparison.OrdinalIgnoreCase)
            || route.StartsWith("runtime", StringComparison.OrdinalIgnoreCase))
            throw new IndexingException($"The route '{route}' begins with `admin` or `runtime`, which the Functions host reserves. Choose another route.");

        foreach (ParameterInfo other in method.GetParameters())
            if (other.ParameterType != typeof(HttpRequest) && !ValueConverter.CanConvertTo(other.ParameterType))
                throw new IndexingException(
                    $"Azure's worker can't convert text to the {other.ParameterType.Name} '{other.Name}'. Make it a string, and parse that.");

        string prefix = _hostJson.RoutePrefix.Length == 0 ? "" : _hostJson.RoutePrefix + '/';
        return new HttpFunction(name, method, parameter, prefix + route, trigger.Methods ?? []);
    }

    private TimerFunction Timer(string name, MethodInfo method, ParameterInfo parameter, TimerTriggerAttribute trigger)
    {
        string expression = Resolve(trigger.Schedule);
        Schedule schedule = Schedule.TryParse(expression)
            ?? throw new IndexingException($"The schedule '{expression}' must be an NCrontab expression of five or six fields, such as '0 30 2 * * *'.");
        bool monitored = trigger.UseMonitor && !schedule.IsMoreThanOncePerMinute;
        return new TimerFunction(name, method, parameter, schedule, trigger.RunOnStartup, monitored);
    }

    private QueueFunction Queue(string name, MethodInfo method, ParameterInfo parameter, QueueTriggerAttribute trigger)
    {
        string queue = Resolve(trigger.QueueName).ToLowerInvariant();
        if (!QueueName().IsMatch(queue))
            throw new IndexingException($"The queue name '{queue}' must have 3 to 63 lower-case letters, digits and single hyphens.");

        string connection = string.IsNullOrEmpty(trigger.Connection) ? "AzureWebJobsStorage" : Resolve(trigger.Connection);
        string? value = _configuration[$"AzureWebJobs{connection}"] ?? _configuration[connection]
            ?? _configuration.GetConnectionString(connection);
        return string.IsNullOrEmpty(value)
            ? throw new IndexingException($"The setting '{connection}' must have the connection string of the queue's storage account.")
            : new QueueFunction(name, method, parameter, queue, value);
    }

    private bool IsDisabled(string name) => new[] { $"AzureWebJobs.{name}.Disabled", $"AzureWebJobs:{name}:Disabled" }
        .Any(key => bool.TryParse(_configuration[key], out bool disabled) ? disabled : _configuration[key] == "1");

    private string Resolve(string text) => SettingName().Replace(
        text,
        match => _configuration[match.Groups[1].Value] is { Length: > 0 } value
            ? value
            : throw new IndexingException($"The trigger refers to the setting '{match.Groups[1].Value}', which is missing or empty."));

    [GeneratedRegex("^(?!host$)[a-z][a-z0-9_-]{0,127}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FunctionName();

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex QueueName();

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex SettingName();
}
