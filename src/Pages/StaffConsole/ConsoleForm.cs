using System.Globalization;
using LeerId.Calendar;
using LeerId.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LeerId.Pages.StaffConsole;

/// <summary>
/// The fields of a form, either posted or prefilled. The form collects the faults of its fields, so that it can be shown again as typed. It is
/// a class and not a record, so that it never prints its values.
/// </summary>
public sealed class ConsoleForm
{
    /// <summary>The name of the hidden field with the antiforgery token.</summary>
    public const string TokenField = "__token";

    /// <summary>The name of the hidden field with the revision that the form was loaded from.</summary>
    public const string RevisionField = "__revision";

    /// <summary>The name of the hidden field with the key that identifies a form that is sent twice.</summary>
    public const string KeyField = "__key";

    private static readonly string[] Days = ["yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy"];
    private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "d/M/yyyy H:mm", "d/M/yyyy H'.'mm", "d/M/yyyy H'u'mm"];

    private readonly Dictionary<string, StringValues> _values;
    private readonly IFormFileCollection? _files;
    private readonly List<ConsoleFault> _faults = [];
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);

    /// <summary>A form that was posted.</summary>
    public ConsoleForm(IFormCollection posted)
    {
        ArgumentNullException.ThrowIfNull(posted);
        _values = posted.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        _files = posted.Files;
        IsPosted = true;
    }

    /// <summary>An empty form, to fill in.</summary>
    public ConsoleForm() => _values = new Dictionary<string, StringValues>(StringComparer.Ordinal) { [KeyField] = Ulid.NewUlid().ToString() };

    /// <summary>Whether this form was posted.</summary>
    public bool IsPosted { get; }

    /// <summary>Whether no fault was found.</summary>
    public bool IsValid => _faults.Count == 0;

    /// <summary>The faults, in the order in which they were found.</summary>
    public IReadOnlyList<ConsoleFault> Faults => _faults;

    /// <summary>The antiforgery token of the form. The console sets it before a page is rendered.</summary>
    public string Token { get; internal set; } = "";

    /// <summary>The revision that the form was loaded from; empty if there is none.</summary>
    public string Revision
    {
        get => this[RevisionField];
        set => Set(RevisionField, value);
    }

    /// <summary>The key that identifies the form if it is sent twice.</summary>
    public string Key => this[KeyField];

    /// <summary>Gives the form a new key, so that sending it is not taken for sending an earlier form again.</summary>
    internal void RenewKey() => Set(KeyField, Ulid.NewUlid().ToString());

    /// <summary>A field, without spaces around it; empty if there is none.</summary>
    public string this[string name] => _values.GetValueOrDefault(name).ToString().Trim();

    /// <summary>Every value of a field, such as of checkboxes with one name.</summary>
    public IReadOnlyList<string> All(string name) => [.. _values.GetValueOrDefault(name).OfType<string>().Select(value => value.Trim())];

    /// <summary>Every value of the form, but for the antiforgery token and the key.</summary>
    public IEnumerable<KeyValuePair<string, string>> Typed =>
        from typed in _values
        where typed.Key is not (TokenField or KeyField)
        from value in typed.Value
        select KeyValuePair.Create(typed.Key, value ?? "");

    /// <summary>A file; null if none was chosen.</summary>
    public IFormFile? File(string name) => _files?.GetFile(name) is { Length: > 0 } file ? file : null;

    /// <summary>Fills a field in.</summary>
    public void Set(string name, string? value) => _values[name] = value ?? "";

    /// <summary>Reports a fault.</summary>
    /// <param name="field">The name of the field; empty for a fault of the whole form.</param>
    /// <param name="fault">The rest of a Dutch sentence that begins with the field's label; for the whole form a whole sentence.</param>
    public void Add(string field, string fault) => _faults.Add(new ConsoleFault(field, fault));

    /// <summary>Reports faults that a service of Core found.</summary>
    public void Add(IEnumerable<FieldFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        foreach (FieldFault fault in faults)
            Add(fault.Field, fault.Dutch);
    }

    /// <summary>The first fault of a field; null if it has none.</summary>
    public string? FaultOf(string name) => _faults.Find(fault => fault.Field == name)?.Text;

    /// <summary>The label of a field, as set with <see cref="Name"/>, or otherwise its name.</summary>
    internal string LabelOf(string name) => _labels.GetValueOrDefault(name, name);

    /// <summary>Sets the label of a field, for the list of faults. The partial views that show fields call this.</summary>
    internal void Name(string field, string label) => _labels[field] = label;

    /// <summary>A day; null if the field is empty or can't be read, which is a fault.</summary>
    public DateOnly? Date(string name)
    {
        string text = this[name];
        if (text.Length == 0)
            return null;
        if (DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            return day;
        Add(name, "is geen dag die bestaat: schrijf dag/maand/jaar, zoals 31/8/2027");
        return null;
    }

    /// <summary>A moment, UTC, written in Brussels time; null if the field is empty or can't be read, which is a fault.</summary>
    public DateTimeOffset? Moment(string name)
    {
        string text = this[name];
        if (text.Length == 0)
            return null;
        if (DateTime.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime moment))
            return BrusselsTime.FromLocal(moment);
        Add(name, "is geen tijdstip: schrijf dag/maand/jaar uur:minuten, zoals 4/9/2026 8:30");
        return null;
    }

    /// <summary>A whole number; null if the field is empty or can't be read, which is a fault.</summary>
    public int? Number(string name)
    {
        string text = this[name].Replace(".", "", StringComparison.Ordinal);
        if (text.Length == 0)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return number;
        Add(name, "is geen geheel getal, zoals 120");
        return null;
    }

    /// <summary>A day in the form of an input of the type <c>date</c>; empty for null.</summary>
    public static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A moment in Brussels time, in the form of an input of the type <c>datetime-local</c>; empty for null.</summary>
    public static string Text(DateTimeOffset? moment) =>
        moment is { } at ? BrusselsTime.Local(at).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : "";
}

/// <summary>A fault of a form.</summary>
/// <param name="Field">The name of the field; empty for the whole form.</param>
/// <param name="Text">The rest of a Dutch sentence that begins with the field's label; for the whole form a whole sentence.</param>
public sealed record ConsoleFault(string Field, string Text);
