using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;

namespace LeerId.Notices;

/// <summary>Letters as plain text and as HTML.</summary>
internal sealed class NoticeTemplates
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly TemplateOptions _options = new() { CultureInfo = CultureInfo.InvariantCulture };
    private readonly IFluidTemplate _text;
    private readonly IFluidTemplate _html;

    public NoticeTemplates()
    {
        _options.MemberAccessStrategy.Register<NoticeLetter>();
        _options.MemberAccessStrategy.Register<LetterRow>();
        FluidParser parser = new();
        _text = parser.Parse(Resource("notice.text.liquid"));
        _html = parser.Parse(Resource("notice.html.liquid"));
    }

    public async ValueTask<string> TextAsync(NoticeLetter letter) => await _text.RenderAsync(Context(letter), NullEncoder.Default);

    public async ValueTask<string> HtmlAsync(NoticeLetter letter) => await _html.RenderAsync(Context(letter), Html);

    private TemplateContext Context(NoticeLetter letter)
    {
        // Empty rows are left out: in a template an empty text counts as something.
        TemplateContext context = new(_options);
        context.SetValue("letter", letter with { Rows = [.. letter.Rows.Where(row => !string.IsNullOrWhiteSpace(row.Value))] });
        return context;
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(NoticeTemplates).Assembly.GetManifestResourceStream($"{typeof(NoticeTemplates).Namespace}.Templates.{name}")
            ?? throw new InvalidOperationException($"The template {name} is not in the assembly.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
