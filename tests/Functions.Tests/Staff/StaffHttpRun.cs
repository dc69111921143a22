using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using LeerId.LocalHost.Engine;
using LeerId.Staff;

namespace LeerId.Functions.Tests.Staff;

/// <summary>Sends requests of docs/staff.http to a rig, and keeps the answers to which later requests refer.</summary>
public sealed partial class StaffHttpRun
{
    private static readonly string[] HeadersSent = ["Authorization", "X-Purpose", "X-Purpose-Kind", "Accept", "Content-Type", "Idempotency-Key", "If-Match"];

    private readonly StaffRig _rig;
    private readonly Dictionary<string, Func<string>> _variables;
    private readonly Dictionary<string, StaffAnswer> _answers = [];

    /// <param name="rig">The rig that receives the requests.</param>
    /// <param name="file">The file.</param>
    /// <param name="typed">The values that a user must fill in for variables of the file, besides the address and the tokens.</param>
    public StaffHttpRun(StaffRig rig, StaffHttpFile file, params (string Name, string Value)[] typed)
    {
        _rig = rig;
        _variables = file.Variables.ToDictionary(variable => variable.Key, variable => new Func<string>(() => variable.Value));
        foreach ((string name, string value) in typed)
            Type(name, () => value);
        Type("host", () => rig.Host.Host.Address.GetLeftPart(UriPartial.Authority));
        // Each request gets a new token, because a test can move the clock.
        Type("accessControlToken", () => rig.TokenFor(StaffRole.AccessControl));
        Type("dpoToken", () => rig.TokenFor(StaffRole.Dpo));
        Type("operatorToken", () => rig.TokenFor(StaffRole.Operator));
        Type("helpdeskToken", () => rig.TokenFor(StaffRole.Helpdesk));
        Type("privacyToken", () => rig.TokenFor(StaffRole.Privacy));
        Type("schoolsSyncToken", () => rig.TokenFor(StaffRole.SchoolsSync));
    }

    /// <summary>The function that answers a request; null if the address doesn't exist.</summary>
    public string? FunctionOf(StaffHttpRequest request)
    {
        string[] path = StaffHttpFile.Fill(request.Target, name => name == "host" ? "" : "value").Split('?')[0].TrimStart('/').Split('/');
        return _rig.Host.Host.Engine.Functions.OfType<HttpFunction>()
            .Where(function => function.Methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase) && Fits(function.Route.Split('/'), path))
            // As in the host, literal segments of a route have precedence over parameters.
            .MinBy(function => function.Route.Count(character => character == '{'))?.Name;
    }

    public async Task<StaffAnswer> SendAsync(StaffHttpRequest request)
    {
        Assert.All(request.Headers.Keys, header => Assert.Contains(header, HeadersSent, StringComparer.OrdinalIgnoreCase));
        StaffAnswer answer = await _rig.SendWithTokenAsync(
            Header("Authorization"), request.Method, Fill(request, request.Target), Content(), Header("X-Purpose"), Header("Accept"),
            Header("Idempotency-Key"), Header("X-Purpose-Kind"), Header("If-Match"));
        if (request.Name is not null)
            _answers[request.Name] = answer;
        return answer;

        string? Header(string name) => request.Headers.TryGetValue(name, out string? value) ? Fill(request, value) : null;

        ByteArrayContent? Content()
        {
            if (request.Body is null)
                return null;
            ByteArrayContent content = new(Encoding.UTF8.GetBytes(Fill(request, request.Body)));
            if (Header("Content-Type") is { } type)
                content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            return content;
        }
    }

    private void Type(string variable, Func<string> value)
    {
        Assert.Contains(variable, _variables.Keys);
        _variables[variable] = value;
    }

    private string Fill(StaffHttpRequest request, string text) => StaffHttpFile.Fill(text, name =>
    {
        if (_variables.TryGetValue(name, out Func<string>? value))
            return value();
        Match quoted = Quoted().Match(name);
        Assert.True(quoted.Success && _answers.ContainsKey(quoted.Groups[1].Value), $"Nothing stands for {{{{{name}}}}} yet, {request}");
        StaffAnswer answer = _answers[quoted.Groups[1].Value];
        return quoted.Groups[2].Success ? answer.Json.GetProperty(quoted.Groups[2].Value).GetString()! : answer.Headers[quoted.Groups[3].Value];
    });

    private static bool Fits(string[] route, string[] path) =>
        route.Length == path.Length && route.Zip(path).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);

    [GeneratedRegex(@"^(\w+)\.response\.(?:body\.\$\.(\w+)|headers\.([\w-]+))$")]
    private static partial Regex Quoted();
}
