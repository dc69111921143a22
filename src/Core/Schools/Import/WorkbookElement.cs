using DocumentFormat.OpenXml;

namespace LeerId.Schools.Import;

/// <summary>Reads the attributes of the current start element.</summary>
internal static class WorkbookElement
{
    /// <summary>Returns an attribute in the element's own namespace; null if it has none with that name.</summary>
    public static string? Attribute(this OpenXmlReader reader, string name) => Find(reader, name, isOwn: true);

    /// <summary>Returns the relationship id with which the element refers to a part; null if it refers to none.</summary>
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
