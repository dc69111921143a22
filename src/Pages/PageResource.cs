namespace LeerId.Pages;

/// <summary>Reads the styles, scripts and drawings that pages contain.</summary>
internal static class PageResource
{
    /// <param name="name">The folder and the file, such as <c>Pupils.pupil.css</c>.</param>
    public static string Read(string name)
    {
        using Stream stream = typeof(PageResource).Assembly.GetManifestResourceStream(typeof(PageResource), name)
            ?? throw new InvalidOperationException($"The page resource {name} is not in the assembly.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
