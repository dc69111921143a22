namespace LeerId.Pages.StaffConsole.Parts;

/// <summary>
/// Two versions of a record, side by side, because somebody else changed it while the form was open. Show it inside the form with the new
/// revision. The person then keeps their own version by sending the form again.
/// </summary>
/// <param name="Rows">The fields that differ.</param>
/// <param name="PresentAddress">The address of the stored record, for a person who chooses that version.</param>
public sealed record ConflictModel(IReadOnlyList<ConflictRow> Rows, string PresentAddress);

/// <summary>A field in two versions.</summary>
/// <param name="Label">The label, in Dutch.</param>
/// <param name="Mine">The value that was typed.</param>
/// <param name="Present">The value that is stored now.</param>
public sealed record ConflictRow(string Label, string Mine, string Present);
