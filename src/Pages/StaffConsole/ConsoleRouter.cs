using System.Diagnostics.CodeAnalysis;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace LeerId.Pages.StaffConsole;

/// <summary>Finds the route of a request and the menu of a person.</summary>
public sealed class ConsoleRouter
{
    /// <summary>The path of the first screen. All others are below it.</summary>
    public const string Root = "/beheer";

    private readonly List<(TemplateMatcher Matcher, ConsoleRoute Route)> _matchers;
    private readonly List<(ConsoleMenuItem Item, IReadOnlyList<StaffRole> Admits)> _menu;

    /// <summary>Reads the routes of all screens.</summary>
    public ConsoleRouter(IEnumerable<IConsoleScreen> screens)
    {
        IConsoleScreen[] all = [.. screens];
        Routes = [.. all.SelectMany(screen => screen.Routes)];
        // A literal path takes precedence over one with a parameter in the same place.
        _matchers =
        [
            .. Routes.Select(route => (Template: TemplateParser.Parse(route.Path), Route: route))
                .OrderBy(route => RoutePrecedence.ComputeInbound(route.Template))
                .Select(route => (new TemplateMatcher(route.Template, []), route.Route)),
        ];
        _menu =
        [
            .. all.Select(screen => screen.Menu).OfType<ConsoleMenuItem>().OrderBy(item => item.Order)
                .Select(item => (item, Routes.Single(route => route.Path == item.Path && HttpMethods.IsGet(route.Method)).Admits)),
        ];
    }

    /// <summary>Every route of the console.</summary>
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    /// <summary>Finds the route of a request.</summary>
    /// <param name="method">The method; HEAD counts as GET.</param>
    /// <param name="path">The path, which begins with <see cref="Root"/>.</param>
    /// <param name="route">The route; null if there is none.</param>
    /// <param name="values">The values of the path's parameters.</param>
    public bool TryFind(string method, PathString path, [NotNullWhen(true)] out ConsoleRoute? route, out RouteValueDictionary values)
    {
        (route, values) = (null, []);
        if (!path.StartsWithSegments(Root, StringComparison.Ordinal, out PathString rest))
            return false;
        // The matcher requires a path that begins with a slash.
        PathString asked = rest.HasValue ? rest : "/";
        string verb = HttpMethods.IsHead(method) ? HttpMethods.Get : method;
        foreach ((TemplateMatcher matcher, ConsoleRoute candidate) in _matchers)
        {
            RouteValueDictionary found = [];
            if (candidate.Method == verb && matcher.TryMatch(asked, found))
            {
                (route, values) = (candidate, found);
                return true;
            }
        }

        return false;
    }

    /// <summary>The menu of a person with these roles.</summary>
    public IReadOnlyList<ConsoleMenuItem> MenuOf(IReadOnlySet<StaffRole> roles) =>
        [.. _menu.Where(entry => entry.Admits.Any(roles.Contains)).Select(entry => entry.Item)];

    /// <summary>The address of a path below <see cref="Root"/>.</summary>
    public static string AddressOf(string path) => path.Length == 0 ? Root : $"{Root}/{path}";
}
