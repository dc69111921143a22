using LeerId.LocalHost.Services;
using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

internal sealed class MailboxSection(IConfiguration configuration) : IStartPageSection
{
    public string Title => "Mailbox";

    public Task<IHtmlContent?> RenderAsync(CancellationToken cancellationToken)
    {
        string? address = configuration[DevelopmentMailbox.WebAddressSetting];
        return Task.FromResult<IHtmlContent?>(address is null
            ? null
            : new HtmlContentBuilder().AppendFormat("<p><a href=\"{0}\">Read the mails that were sent</a></p>", address));
    }
}
