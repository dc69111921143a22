using System.Globalization;
using LeerId.LocalHost.Faults;
using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

/// <summary>The faults that a developer can turn on and off, each with its effect, its state and a button.</summary>
internal sealed class FaultsSection(IEnumerable<SimulatedFault> faults) : IStartPageSection
{
    public const string Heading = "Faults";

    public string Title => Heading;

    public Task<IHtmlContent?> RenderAsync(CancellationToken cancellationToken)
    {
        SimulatedFault[] all = [.. faults.OrderBy(fault => fault.Title, StringComparer.Ordinal)];
        if (all.Length == 0)
            return Task.FromResult<IHtmlContent?>(null);

        HtmlContentBuilder content = new();
        content.AppendHtml("<p>Turn a fault on and sign in as a pupil, to see what the pupil sees. When LocalHost restarts, all faults are off.</p>");
        foreach (SimulatedFault fault in all)
            Append(content, fault);
        if (all.Any(fault => fault.Since is not null))
            content.AppendHtml("<form method=\"post\" action=\"/dev/faults/reset\"><button>Turn all faults off</button></form>");
        return Task.FromResult<IHtmlContent?>(content);
    }

    private static void Append(HtmlContentBuilder content, SimulatedFault fault)
    {
        content.AppendFormat(CultureInfo.InvariantCulture, "<h3>{0}</h3><p>{1}</p>", fault.Title, fault.Effect);
        if (fault.Since is { } since)
            content.AppendFormat(CultureInfo.InvariantCulture, "<p><strong>On since {0:HH:mm:ss} (UTC).</strong></p>", since.UtcDateTime);
        content.AppendFormat(
            CultureInfo.InvariantCulture, "<form method=\"post\" action=\"/dev/faults/{0}/{1}\"><button>Turn {1}: {2}</button></form>",
            fault.Id, fault.Since is null ? "on" : "off", fault.Title);
    }
}
