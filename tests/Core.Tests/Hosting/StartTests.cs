using LeerId.Hosting;
using Microsoft.Extensions.Hosting;

namespace LeerId.Core.Tests.Hosting;

/// <summary>A host that starts with missing settings, as in Azure.</summary>
public sealed class StartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_without_settings_fails_at_once_and_names_them_all()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Production });
        builder.Services.AddLeerId(builder.Configuration);
        using IHost host = builder.Build();

        Exception fault = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Cancel));

        string[] required = ["AzureWebJobsStorage", "Acm:Issuer", "Acm:ClientId", "Acm:RedirectUri", "Applications:0:ClientId",
            "Dpo:Provider:Name", "Dpo:Provider:Telephone", "Dpo:Provider:Mail", "Dpo:Dov:Name",
            "Dpo:Dov:Telephone", "Dpo:Dov:Mail",
            "Smtp:Host", "Smtp:Port", "Smtp:From", "Staff:Issuer", "Staff:Audience",
            "Retention:Schedule", "Retention:RecordsSchedule", "Agreement:Schedule",
            "PrivacyLog:SealSchedule", "PrivacyLog:ExpirySchedule", "Notices:RequeueSchedule", "Notices:DeadlineSchedule",
            "Requests:ReminderSchedule", "Archive:Schedule"];
        Assert.All(required, setting => Assert.Contains($"{setting} is not set", fault.Message, StringComparison.Ordinal));
    }
}
