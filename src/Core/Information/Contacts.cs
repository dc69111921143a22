using LeerId.Register;

namespace LeerId.Information;

/// <summary>The controller, the data protection officers and the authority for complaints, which are the same for every data subject.</summary>
internal static class Contacts
{
    /// <summary>The contact details of the authority for complaints (GDPR, article 77).</summary>
    public const string Authority = "de Gegevensbeschermingsautoriteit (GBA), Drukpersstraat 35, 1000 Brussel, telefoon 02 274 48 00, contact@apd-gba.be";

    /// <summary>The site of the authority.</summary>
    public static InformationLink AuthoritySite { get; } =
        new("Website van de Gegevensbeschermingsautoriteit", new Uri("https://www.gegevensbeschermingsautoriteit.be/"));

    /// <summary>Writes the contact details of the provider as a controller (GDPR, article 13(1)(a) and (b)).</summary>
    public static IEnumerable<string> Of(ProcessingRegister register)
    {
        RegisteredProvider provider = register.Provider;
        string number = provider.EnterpriseNumber is { } given ? $" Ondernemingsnummer: {given}." : "";
        yield return $"{provider.Name}, {provider.Address}.{number} Mail: {provider.Contact}.";
        yield return $"Functionaris voor gegevensbescherming van {provider.Name}: {Officer(register)}.";
    }

    /// <summary>Writes the contact details of the provider's data protection officer.</summary>
    public static string Officer(ProcessingRegister register) => register.Officers.Provider.Line;

    /// <summary>Writes the contact details of DOV's data protection officer.</summary>
    public static string OfficerOfDov(ProcessingRegister register) => register.Officers.Dov.Line;

    /// <summary>Writes a retention period of the register as a list item.</summary>
    public static string Line(ErasureTerm term) => Sentence($"{term.What}: {term.Term}");

    /// <summary>Writes a text of the register as a separate sentence.</summary>
    public static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..].TrimEnd('.')}.";
}
