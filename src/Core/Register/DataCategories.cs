using System.Reflection;
using LeerId.Retention;
using LeerId.Students;

namespace LeerId.Register;

/// <summary>
/// The personal data that are processed: the properties of <see cref="Student"/>, described as in article 3 of the protocol. A property without a
/// description causes an error, so that the register names all processed data.
/// </summary>
internal static class DataCategories
{
    private static readonly Dictionary<string, (string Name, string Description)> Described = new()
    {
        [nameof(Student.Naam)] = ("Naam", "de officiële naam van de leerling"),
        [nameof(Student.Voornaam)] = ("Voornaam", "de officiële voornaam van de leerling"),
        [nameof(Student.LeerIdUuid)] = ("Leer_id_uuid", "unieke sleutel van een leerling die met INSZ geïdentificeerd is"),
        [nameof(Student.AccountUuid)] = ("Account_uuid", "sleutel van het account waarmee de leerling aanmeldt"),
        [nameof(Student.HistoriekAccountUuid)] = ("Historiek_account_uuid", "de Account_uuid's van de leerling van vóór de identificatie met INSZ"),
        [nameof(Student.Gebruikersnaam)] = ("Gebruikersnaam", "de gebruikersnaam van het LeerID-account"),
        [nameof(Student.Instellingsnummers)] = ("Instellingsnummer", "de code van zes cijfers van elke school waar de leerling ingeschreven is"),
    };

    /// <exception cref="InvalidOperationException">The register doesn't describe a property.</exception>
    public static IReadOnlyList<DataCategory> Read(RetentionPolicy policy) => Read(typeof(Student), policy.KeepsUsernames);

    internal static IReadOnlyList<DataCategory> Read(Type person, bool keepsUsernames)
    {
        string[] properties = [.. person.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name)];
        if (Array.Find(properties, name => !Described.ContainsKey(name)) is { } unknown)
            throw new InvalidOperationException($"The register of processing activities does not describe {unknown}.");

        return
        [
            .. from described in Described
               where properties.Contains(described.Key)
               select new DataCategory(described.Value.Name, described.Value.Description, described.Key != nameof(Student.Gebruikersnaam) || keepsUsernames),
        ];
    }
}
