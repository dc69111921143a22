namespace LeerId.Pages.StaffConsole.Parts;

/// <summary>
/// Two versions of a record, side by side, because somebody else changed it while the form was open. Show it inside the form, with the new revision set:
/// sending the form again then means that the person chooses the own version.
/// </summary>
/// <param name="Rows">The fields that differ.</param>
/// <param name="PresentAddress">Where the record is as it is now, for who chooses that version.</param>
public sealed record ConflictModel(IReadOnlyList<ConflictRow> Rows, string PresentAddress);

/// <summary>A field in two versions.</summary>
/// <param name="Label">The label, in Dutch.</param>
/// <param name="Mine">What was typed.</param>
/// <param name="Present">What is stored now.</param>
public sealed record ConflictRow(string Label, string Mine, string Present);
