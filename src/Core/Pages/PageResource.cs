namespace LeerId.Pages;

/// <summary>The templates, styles and scripts of pages.</summary>
internal static class PageResource
{
    public static string Read(string name)
    {
        using Stream stream = typeof(PageResource).Assembly.GetManifestResourceStream($"{typeof(PageResource).Namespace}.{name}")
            ?? throw new InvalidOperationException($"The page resource {name} is not in the assembly.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
