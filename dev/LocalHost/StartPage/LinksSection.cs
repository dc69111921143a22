using System.Globalization;
using LeerId.LocalHost.Services;
using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

/// <summary>Links to the example application and the mailbox, if this host started them.</summary>
internal sealed class LinksSection(IConfiguration configuration) : IStartPageSection
{
    public string Title => "Application and mailbox";

    public Task<IHtmlContent?> RenderAsync(CancellationToken cancellationToken)
    {
        (string? Address, string Text)[] links =
        [
            (configuration[DevelopmentApplication.AddressSetting], "Open the application that pupils sign in to"),
            (configuration[DevelopmentMailbox.WebAddressSetting], "Read the mails that were sent"),
        ];
        HtmlContentBuilder content = new();
        foreach ((string? address, string text) in links.Where(link => link.Address is not null))
            content.AppendFormat(CultureInfo.InvariantCulture, "<p><a href=\"{0}\">{1}</a></p>", address!, text);
        return Task.FromResult<IHtmlContent?>(content.Count > 0 ? content : null);
    }
}
