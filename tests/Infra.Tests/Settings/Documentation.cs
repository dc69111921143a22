using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LeerId.Infra.Tests.Settings;

/// <summary>The documentation comments of Core, as plain text.</summary>
internal static class Documentation
{
    private static readonly Dictionary<string, XElement> Summaries = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "LeerId.Core.xml"))
        .Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!);

    public static string Of(PropertyInfo property)
    {
        IEnumerable<string> parts = Summaries[$"P:{property.DeclaringType!.FullName}.{property.Name}"].Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement element when element.Attribute("cref") is { } reference => reference.Value.Split('.')[^1],
            XElement element => element.Value,
            _ => "",
        });
        return Regex.Replace(string.Concat(parts), @"\s+", " ").Trim();
    }
}
