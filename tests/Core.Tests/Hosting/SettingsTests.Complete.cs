namespace LeerId.Core.Tests.Hosting;

public sealed partial class SettingsTests
{
    // Settings with which the app starts. Each test changes only the setting under test.
    private readonly Dictionary<string, string?> _settings = new()
    {
        ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
        ["Acm:Issuer"] = "https://acm.example/op",
        ["Acm:ClientId"] = "client",
        ["Acm:RedirectUri"] = "https://leerid.example/acm/callback",
        ["Applications:0:ClientId"] = "application",
        ["Applications:0:Name"] = "Application",
        ["Applications:0:RedirectUris:0"] = "https://application.example/callback",
        ["Dpo:Provider:Name"] = "Functionaris van de dienstenleverancier",
        ["Dpo:Provider:Telephone"] = "+32 2 555 01 01",
        ["Dpo:Provider:Mail"] = "dpo@provider.example",
        ["Dpo:Dov:Name"] = "Functionaris van DOV",
        ["Dpo:Dov:Telephone"] = "02 555 01 02",
        ["Dpo:Dov:Mail"] = "dpo@dov.example",
        ["Smtp:Host"] = "mail.example",
        ["Smtp:Port"] = "587",
        ["Smtp:From"] = "leerid@provider.example",
        ["Staff:Issuer"] = "https://login.example/tenant/v2.0",
        ["Staff:Audience"] = "staff",
        ["Retention:Schedule"] = "0 30 2 * * *",
        ["Retention:RecordsSchedule"] = "0 30 3 * * *",
        ["Agreement:Schedule"] = "0 40 * * * *",
        ["PrivacyLog:SealSchedule"] = "0 30 1 * * *",
        ["PrivacyLog:ExpirySchedule"] = "0 0 3 * * *",
        ["Archive:Schedule"] = "0 45 3 * * *",
        ["Notices:RequeueSchedule"] = "0 5 * * * *",
        ["Notices:DeadlineSchedule"] = "0 10 * * * *",
        ["Requests:ReminderSchedule"] = "0 20 5 * * *",
        ["Register:Provider:Name"] = "Provider",
        ["Register:Provider:Address"] = "Street 1, Brussels",
        ["Register:Provider:Contact"] = "info@provider.example",
        ["Register:Protocol:Reference"] = "Protocol",
        ["Register:Protocol:Date"] = "2024-07-10",
        ["Register:RiskAssessment:Where"] = "RI-2026",
        ["Register:RiskAssessment:Date"] = "2026-06-01",
        ["Register:RiskAssessment:NextReview"] = "2027-06-01",
        ["Register:ImpactAssessment:Where"] = "GEB-2026",
        ["Register:ImpactAssessment:Date"] = "2026-06-15",
        ["Register:ImpactAssessment:NextReview"] = "2027-06-15",
    };
}
