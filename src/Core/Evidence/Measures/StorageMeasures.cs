using LeerId.Register;
using LeerId.Secrets;
using LeerId.Storage;
using Microsoft.Extensions.Configuration;

namespace LeerId.Evidence.Measures;

internal sealed class StorageMeasures(IConfiguration configuration) : IMeasureSource
{
    private const string Topic = "Opslag en geheimen";
    private const string Article = "6";

    public IEnumerable<Measure> Read()
    {
        bool hasVault = configuration["KeyVault:Uri"] is { Length: > 0 };
        string students = StorageAccount.IsConfigured(configuration, StorageAccount.Students) ? StorageAccount.Students : StorageAccount.Host;
        yield return new(Topic, "toegang tot de opslag van de gegevens van leerlingen", Access(students), Article);
        yield return new(Topic, "toegang tot de opslag van de toepassing zelf", Access(StorageAccount.Host), Article);
        yield return new(Topic, "de gegevens van leerlingen hebben een eigen opslag", DutchValue.YesNo(students == StorageAccount.Students), Article);
        yield return new(Topic, "sleutels en wachtwoorden staan in", hasVault ? "Azure Key Vault" : "instellingen, zonder kluis", Article);
        yield return new(Topic, "een uitgeschakelde versie van een sleutel is buiten gebruik na", DutchValue.Of(SecretLife.FreshFor), Article);
        yield return new(Topic, "als de kluis niet antwoordt, blijven gelezen sleutels bruikbaar gedurende", DutchValue.Of(SecretLife.UsableFor), Article);
        if (hasVault)
            yield return new(Topic, "een nieuwe versie van een sleutel komt in gebruik na", DutchValue.Of(KeyVaultSecretReader.Probation), Article);
    }

    private string Access(string account) =>
        StorageAccount.IsByIdentity(configuration, account) ? "met de identiteit van de toepassing, zonder sleutel" : "met een verbindingsreeks";
}
