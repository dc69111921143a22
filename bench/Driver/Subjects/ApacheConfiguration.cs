namespace LeerId.Bench.Driver.Subjects;

/// <summary>Apache with mod_auth_openidc, from Debian's packages.</summary>
internal static class ApacheConfiguration
{
    public const string Program = "/usr/sbin/apache2";

    private const string Module = "/usr/lib/apache2/modules/mod_auth_openidc.so";

    public static bool IsInstalled => File.Exists(Program) && File.Exists(Module);

    /// <summary>Fills in the template in a new folder, and returns the file with which to start Apache.</summary>
    public static string Write(string folder, Uri address, Uri provider, string clientId, string clientSecret)
    {
        // If root starts Apache, another user serves requests. That user must be able to read the parent folder too.
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
