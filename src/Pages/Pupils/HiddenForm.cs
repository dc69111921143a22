namespace LeerId.Pages.Pupils;

/// <summary>A form without visible fields. It is a class and not a record, so that it never prints a code or state.</summary>
/// <param name="address">The address to which the form is posted.</param>
/// <param name="fields">The fields of the form.</param>
public sealed class HiddenForm(string address, IReadOnlyList<KeyValuePair<string, string>> fields)
{
    /// <summary>The address to which the form is posted.</summary>
    public string Address { get; } = address;

    /// <summary>The fields of the form.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; } = fields;
}
