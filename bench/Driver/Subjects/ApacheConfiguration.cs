namespace LeerId.Bench.Driver.Subjects;

/// <summary>Apache with mod_auth_openidc, as Debian packages them.</summary>
internal static class ApacheConfiguration
{
    public const string Program = "/usr/sbin/apache2";

    private const string Module = "/usr/lib/apache2/modules/mod_auth_openidc.so";

    public static bool IsInstalled => File.Exists(Program) && File.Exists(Module);

    /// <summary>Fills in the template in a folder of its own; gives the file to start Apache with.</summary>
    public static string Write(string folder, Uri address, Uri provider, string clientId, string clientSecret)
    {
        // Started as root, Apache serves as another user, who must be able to read the folder above too.
        const UnixFileMode ReadByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead
            | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(Path.GetDirectoryName(folder)!, ReadByAll);
        Directory.CreateDirectory(Path.Combine(folder, "documents"));
        File.WriteAllText(Path.Combine(folder, "documents", "index.html"), "<!DOCTYPE html><title>In</title><p>In</p>\n");
        string template = File.ReadAllText(Path.Combine(Places.Root, "bench", "mod_auth_openidc", "httpd.conf"));
        string file = Path.Combine(folder, "httpd.conf");
        File.WriteAllText(file, template
            .Replace("{folder}", folder, StringComparison.Ordinal)
            .Replace("{authority}", address.Authority, StringComparison.Ordinal)
            .Replace("{provider}", provider.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            .Replace("{clientId}", clientId, StringComparison.Ordinal)
            .Replace("{clientSecret}", clientSecret, StringComparison.Ordinal));
        return file;
    }
}
