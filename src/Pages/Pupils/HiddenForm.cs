namespace LeerId.Pages.Pupils;

/// <summary>A form without visible fields. A class, not a record, so that a code or state in it never prints itself.</summary>
/// <param name="address">Where it is posted.</param>
/// <param name="fields">Its fields.</param>
public sealed class HiddenForm(string address, IReadOnlyList<KeyValuePair<string, string>> fields)
{
    /// <summary>Where it is posted.</summary>
    public string Address { get; } = address;

    /// <summary>Its fields.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; } = fields;
}
