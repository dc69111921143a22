namespace LeerId.LocalHost.Settings;

/// <summary>The defaults of a developer's machine. Whatever is set from outside wins over them.</summary>
public static class DevelopmentSettings
{
    /// <param name="address">Where this host answers.</param>
    public static Dictionary<string, string?> For(Uri address) => new()
    {
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = Environments.Development,
        ["Acm:RedirectUri"] = new Uri(address, "acm/callback").ToString(),
    };
}
