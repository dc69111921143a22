using LeerId.Applications;
using LeerId.Notices;
using LeerId.Register;

namespace LeerId.Evidence;

/// <summary>
/// Reads the register for the officer and the operator: the officers, the applications, and the register of processing activities with its documents.
/// </summary>
public sealed class RegisterReader(RegisterWriter register, ApplicationRegister applications, DovProcessors dovProcessors)
{
    private const string NotGiven = "niet opgegeven";

    /// <summary>Reads the register as sections of a document, in Dutch. Only DOV's processors are read from storage.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<IReadOnlyList<DocumentSection>> ReadAsync(CancellationToken cancellationToken)
    {
        ProcessingRegister activities = register.Write();
        DovProcessorsEvidence? overview =
            await dovProcessors.ListAsync(cancellationToken) is [var last, ..] ? new(last.Date, last.Processors) : null;
        return [Officers(activities.Officers), Applications(), .. RegisterText.Write(activities, register.WriteProcessors(), overview)];
    }

    private static DocumentSection Officers(RegisteredOfficers officers) => new(
        "Functionarissen voor gegevensbescherming",
        [],
        [
            new("Waar u hen bereikt", ["Van", "Naam", "Telefoon", "E-mail"],
            [
                Row("de dienstenleverancier", officers.Provider), Row("DOV", officers.Dov),
            ]),
        ]);

    private static DocumentRow Row(string party, RegisteredOfficer officer) => new(party, [officer.Name, officer.Telephone, officer.Mail]);

    private DocumentSection Applications() => new(
        "Toepassingen en hun protocol",
        ["Een aangeduide toepassing heeft geen protocol in de instellingen (Applications:*:Protocol)."],
        [
            new("Toepassingen waarbij leerlingen aanmelden", ["Toepassing", "Protocol", "Gegevens (scopes)", "Client-id"],
                [.. applications.All.Select(application => new DocumentRow(
                    application.Name,
                    [application.Protocol.Length == 0 ? NotGiven : application.Protocol, string.Join(", ", application.Scopes), application.ClientId],
                    NeedsAttention: application.Protocol.Length == 0))]),
        ]);
}
