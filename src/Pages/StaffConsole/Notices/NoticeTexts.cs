using LeerId.Text;

namespace LeerId.Pages.StaffConsole.Notices;

/// <summary>What the screens of notices share: texts, and how the faults of Core join those of the form.</summary>
internal static class NoticeTexts
{
    /// <summary>The form was sent before with other fields.</summary>
    public const string KeyReused = "Dit formulier is al verstuurd, met andere antwoorden. Open het scherm opnieuw om nog iets te melden.";

    /// <summary>Whoever writes a text that is mailed must read this first.</summary>
    public const string NoPupils = "Schrijf geen namen, uuid's of gebruikersnamen van leerlingen: de tekst wordt gemaild.";

    /// <summary>Adds the faults of fields that have none yet: what can't be read must not be called missing as well.</summary>
    public static void AddOthers(this ConsoleForm form, IEnumerable<FieldFault> faults)
    {
        foreach (FieldFault fault in faults.Where(fault => fault.Field.Length == 0 || form.FaultOf(fault.Field) is null).ToArray())
            form.Add([fault]);
    }
}
