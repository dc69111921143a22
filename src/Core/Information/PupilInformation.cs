using LeerId.Applications;
using LeerId.Register;
using LeerId.Retention;
using LeerId.SignIn;
using Microsoft.Extensions.Options;

namespace LeerId.Information;

/// <summary>Writes the information for pupils and parents (GDPR, articles 13 and 14), from the register and the settings in force.</summary>
public sealed class PupilInformation(
    PupilTexts texts, RegisterWriter writer, ApplicationRegister applications, IOptions<RetentionOptions> retention)
{
    /// <summary>Writes today's document. Reads settings, but no storage.</summary>
    public InformationDocument Write() => new(
        "Wat we met je gegevens doen",
        new("In het kort, voor leerlingen",
        [
            $"Open je {applications.Names} met LeerID? Dan krijgen wij enkele gegevens over jou, zoals je naam en je school.",
            "We gebruiken ze alleen om te weten wie je bent en of je school met ons werkt.",
            $"Meld je je {DutchValue.Of(retention.Value.Term!.Value)} niet aan, dan wissen we ze.",
            "Je mag altijd vragen wat we over jou weten. Vraag gerust hulp aan je ouders of je leerkracht.",
        ]),
        [
            new("Voor ouders",
            [
                "Bent u ouder of voogd? Deze pagina spreekt uw kind aan. Wat uw kind mag vragen, mag u vragen in naam van uw kind.",
            ]),
            new("Wie verantwoordelijk is", [.. Contacts.Of(writer.Write())]),
            texts.Source(),
            texts.Data(),
            new("Cookies",
            [
                $"Terwijl je je aanmeldt, bewaart je browser een cookie van ons, hoogstens {DutchValue.Of(SignInCookies.Lifetime)}. "
                    + "Zonder die cookie lukt het aanmelden niet. Andere cookies gebruiken we niet.",
            ]),
            texts.Purposes(),
            texts.LegalGround(),
            texts.Recipients(),
            texts.Transfers(),
            texts.Terms(),
            PupilTexts.Decision(),
            texts.Rights(),
            PupilTexts.Complaint(),
        ]);
}
