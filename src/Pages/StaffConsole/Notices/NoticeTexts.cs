namespace LeerId.Pages.StaffConsole.Notices;

/// <summary>Texts that several screens of notices share.</summary>
internal static class NoticeTexts
{
    /// <summary>The fault of a form that was sent before with other fields.</summary>
    public const string KeyReused = "Dit formulier is al verstuurd, met andere antwoorden. Open het scherm opnieuw om nog iets te melden.";

    /// <summary>The warning beside a text that is mailed.</summary>
    public const string NoPupils = "Schrijf geen namen, uuid's of gebruikersnamen van leerlingen: de tekst wordt gemaild.";
}
