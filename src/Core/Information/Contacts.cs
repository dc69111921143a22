using LeerId.Register;

namespace LeerId.Information;

/// <summary>The controller, the data protection officers and the authority for complaints: the same for every data subject.</summary>
internal static class Contacts
{
    /// <summary>Where the authority takes complaints (GDPR, article 77).</summary>
    public const string Authority = "de Gegevensbeschermingsautoriteit (GBA), Drukpersstraat 35, 1000 Brussel, telefoon 02 274 48 00, contact@apd-gba.be";

    /// <summary>The site of the authority.</summary>
    public static InformationLink AuthoritySite { get; } =
        new("Website van de Gegevensbeschermingsautoriteit", new Uri("https://www.gegevensbeschermingsautoriteit.be/"));

    /// <summary>The provider, as a controller (GDPR, article 13(1)(a) and (b)).</summary>
    public static IEnumerable<string> Of(ProcessingRegister register)
    {
        RegisteredProvider provider = register.Provider;
        string number = provider.EnterpriseNumber is { } given ? $" Ondernemingsnummer: {given}." : "";
        yield return $"{provider.Name}, {provider.Address}.{number} Mail: {provider.Contact}.";
        yield return $"Functionaris voor gegevensbescherming van {provider.Name}: {Officer(register)}.";
    }

    /// <summary>How the provider's data protection officer is reached.</summary>
    public static string Officer(ProcessingRegister register) => register.Officers.Provider.Line;

    /// <summary>How DOV's data protection officer is reached.</summary>
    public static string OfficerOfDov(ProcessingRegister register) => register.Officers.Dov.Line;

    /// <summary>A term of the register, as a line of a list.</summary>
    public static string Line(ErasureTerm term) => Sentence($"{term.What}: {term.Term}");

    /// <summary>A text of the register as a sentence of its own.</summary>
    public static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..].TrimEnd('.')}.";
}
