namespace LeerId.Pages.StaffConsole.Parts;

/// <summary>A text field. Its value and its fault are in the form.</summary>
/// <param name="Form">The form.</param>
/// <param name="Name">The name. It equals that of the member in Core, so that faults are shown at the field.</param>
/// <param name="Label">The label, in Dutch.</param>
public sealed record FieldModel(ConsoleForm Form, string Name, string Label)
{
    /// <summary>Help below the label, in Dutch; null for none.</summary>
    public string? Hint { get; init; }

    /// <summary>The type of the input: text, date, datetime-local or file.</summary>
    public string Type { get; init; } = "text";

    /// <summary>The number of rows of a text area; 1 for an input on one line.</summary>
    public int Rows { get; init; } = 1;

    /// <summary>The width: short, medium or wide.</summary>
    public string Width { get; init; } = "wide";

    /// <summary>Whether only digits are expected, so that a telephone shows their keyboard.</summary>
    public bool IsNumeric { get; init; }

    /// <summary>The types of files that may be chosen, such as <c>.csv,.xlsx</c>; null for any.</summary>
    public string? Accept { get; init; }

    internal string? Fault => Form.FaultOf(Name);

    internal string Id => IdOf(Name);

    internal string? DescribedBy => (Hint, Fault) switch
    {
        (null, null) => null,
        (_, null) => $"{Id}-hint",
        (null, _) => $"{Id}-fault",
        _ => $"{Id}-hint {Id}-fault",
    };

    /// <summary>The id of a field's element.</summary>
    internal static string IdOf(string name) => $"field-{name}";
}

/// <summary>A choice among some values.</summary>
/// <param name="Form">The form.</param>
/// <param name="Name">The name. It equals that of the member in Core, so that faults are shown at the field.</param>
/// <param name="Label">The label, in Dutch.</param>
/// <param name="Options">The values.</param>
public sealed record ChoiceModel(ConsoleForm Form, string Name, string Label, IReadOnlyList<ConsoleOption> Options)
{
    /// <summary>Help below the label, in Dutch; null for none.</summary>
    public string? Hint { get; init; }

    /// <summary>Whether several values may be chosen (checkboxes).</summary>
    public bool IsMultiple { get; init; }

    /// <summary>Whether the values are in a list that opens, because there are many. If not, all are visible (radio buttons).</summary>
    public bool IsList { get; init; }

    internal string? Fault => Form.FaultOf(Name);

    internal string Id => FieldModel.IdOf(Name);

    internal string? DescribedBy => new FieldModel(Form, Name, Label) { Hint = Hint }.DescribedBy;

    internal bool IsChosen(string value) => Form.All(Name).Contains(value, StringComparer.Ordinal);
}

/// <summary>A value to choose.</summary>
/// <param name="Value">The value, as Core reads it.</param>
/// <param name="Text">The text, in Dutch.</param>
/// <param name="Hint">Help below it; null for none.</param>
public sealed record ConsoleOption(string Value, string Text, string? Hint = null);
