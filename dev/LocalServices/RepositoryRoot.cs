namespace LeerId.LocalServices;

/// <summary>Finds the folder with package-lock.json, host.json and .local, the data of a developer's machine.</summary>
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
