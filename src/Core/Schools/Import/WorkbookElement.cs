using DocumentFormat.OpenXml;

namespace LeerId.Schools.Import;

/// <summary>Reads the attributes of the element that begins.</summary>
internal static class WorkbookElement
{
    /// <summary>An attribute of the element's own; null when it has none of that name.</summary>
    public static string? Attribute(this OpenXmlReader reader, string name) => Find(reader, name, isOwn: true);

    /// <summary>The id by which the element refers to a part; null when it refers to none.</summary>
    public static string? RelationshipId(this OpenXmlReader reader) => Find(reader, "id", isOwn: false);

    private static string? Find(OpenXmlReader reader, string name, bool isOwn)
    {
        foreach (OpenXmlAttribute attribute in reader.Attributes)
        {
            if (attribute.LocalName == name && string.IsNullOrEmpty(attribute.NamespaceUri) == isOwn)
                return attribute.Value;
        }

        return null;
    }
}
