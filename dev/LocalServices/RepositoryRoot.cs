namespace LeerId.LocalServices;

/// <summary>The folder that holds package-lock.json, host.json and everything a developer's machine keeps in .local.</summary>
public static class RepositoryRoot
{
    public static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "package-lock.json")))
                return folder.FullName;

        throw new LocalServiceException($"No package-lock.json in {AppContext.BaseDirectory} or a folder above it.");
    }
}
