using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using LeerId.Pages;

namespace LeerId.DataSubjects;

/// <summary>The dossier as a page to print.</summary>
public sealed class StudentDossierPage
{
    // What HTML gives a meaning is encoded, in names too; accents and such stay letters.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly TemplateOptions _options = new() { CultureInfo = CultureInfo.InvariantCulture };
    private readonly IFluidTemplate _template = new FluidParser().Parse(PageResource.Read("student-dossier.liquid"));
    private readonly string _style = PageResource.Read("document.css");
    private readonly FrozenDictionary<string, string> _headers;

    /// <summary>Reads the template.</summary>
    public StudentDossierPage()
    {
        _headers = PageHeaders.For(_style, script: null, formTarget: null);
        _options.MemberAccessStrategy.Register<StudentDossier>();
        _options.MemberAccessStrategy.Register<KeptSnapshot>();
        _options.MemberAccessStrategy.Register<OfficialData>();
        _options.MemberAccessStrategy.Register<DataRow>();
        _options.MemberAccessStrategy.Register<DossierSection>();
    }

    /// <summary>The page of a dossier.</summary>
    public async ValueTask<Page> RenderAsync(StudentDossier dossier)
    {
        ArgumentNullException.ThrowIfNull(dossier);
        TemplateContext context = new(_options);
        context.SetValue("dossier", dossier);
        context.SetValue("style", _style);
        return new Page(200, await _template.RenderAsync(context, Encoder), _headers);
    }
}
