namespace LeerId.LocalHost.Settings;

/// <summary>The default settings of a developer's machine. The developer's own settings take precedence.</summary>
public static class DevelopmentSettings
{
    /// <param name="address">The address of this host.</param>
    public static Dictionary<string, string?> For(Uri address) => new()
    {
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = Environments.Development,
        ["Acm:ClientId"] = "leerid-functions",
        ["Acm:RedirectUri"] = new Uri(address, "acm/callback").ToString(),
        ["Retention:Schedule"] = "0 30 2 * * *",
        ["Retention:RecordsSchedule"] = "0 30 3 * * *",
        ["Agreement:Schedule"] = "0 40 * * * *",
        ["Notices:RequeueSchedule"] = "0 5 * * * *",
        ["Notices:DeadlineSchedule"] = "0 10 * * * *",
        ["Dpo:Provider:Name"] = "Functionaris van de uitgever",
        ["Dpo:Provider:Telephone"] = "+32 2 555 01 01",
        ["Dpo:Provider:Mail"] = "dpo@uitgever.example",
        ["Dpo:Dov:Name"] = "Functionaris van DOV",
        ["Dpo:Dov:Telephone"] = "02 555 01 02",
        ["Dpo:Dov:Mail"] = "dpo@dov.example",
        ["Requests:ReminderSchedule"] = "0 20 5 * * *",
        ["Requests:Mail"] = "privacy@uitgever.example",
        ["Smtp:Port"] = "1025",
        ["Smtp:From"] = "LeerID <leerid@uitgever.example>",
        ["PrivacyLog:SealSchedule"] = "0 30 * * * *",
        ["PrivacyLog:ExpirySchedule"] = "0 0 3 * * *",
        ["Archive:Schedule"] = "0 45 3 * * *",
        ["Register:Provider:Name"] = "Uitgeverij Voorbeeld",
        ["Register:Provider:Address"] = "Voorbeeldstraat 1, 1000 Brussel",
        ["Register:Provider:Contact"] = "info@uitgever.example",
        ["Register:Protocol:Reference"] = "protocol met het Departement Onderwijs en Vorming in het kader van toegang tot LeerID",
        ["Register:Protocol:Date"] = "2024-07-10",
    };
}
