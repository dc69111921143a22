using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using LeerId.Pages;

namespace LeerId.Evidence;

/// <summary>The report as one page to print, in Dutch, for a data protection officer or for DOV (WCAG 2.1 AA).</summary>
public sealed class EvidencePage
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly TemplateOptions _options = new() { CultureInfo = CultureInfo.InvariantCulture };
    private readonly IFluidTemplate _template;
    private readonly string _style;
    private readonly FrozenDictionary<string, string> _headers;

    /// <summary>Reads the template.</summary>
    public EvidencePage()
    {
        _options.MemberAccessStrategy.Register<EvidenceDocument>();
        _options.MemberAccessStrategy.Register<DocumentSection>();
        _options.MemberAccessStrategy.Register<DocumentTable>();
        _options.MemberAccessStrategy.Register<DocumentRow>();
        _template = new FluidParser().Parse(PageResource.Read("evidence.liquid"));
        _style = PageResource.Read("evidence.css");
        _headers = PageHeaders.For(_style, script: null, formTarget: null);
    }

    /// <summary>The page of a report.</summary>
    public async ValueTask<Page> RenderAsync(SignedReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        TemplateContext context = new(_options);
        context.SetValue("style", _style);
        context.SetValue("document", EvidenceText.Write(report));
        return new Page(200, await _template.RenderAsync(context, Encoder), _headers);
    }
}
