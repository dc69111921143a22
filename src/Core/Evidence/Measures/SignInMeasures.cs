using System.Globalization;
using LeerId.Applications;
using LeerId.OpenIdConnect;
using LeerId.Provider;
using LeerId.Register;
using LeerId.Schools;
using LeerId.Settings;
using LeerId.SignIn;
using Microsoft.Extensions.Options;

namespace LeerId.Evidence.Measures;

internal sealed class SignInMeasures(IOptions<AcmOptions> acm, ApplicationRegister applications, AddressRules addresses) : IMeasureSource
{
    private const string Connections = "Verbindingen";
    private const string SignIn = "Aanmelden via ACM";
    private const string Provider = "Aanmelden bij een toepassing";
    private const string Access = "Toegang";

    public IEnumerable<Measure> Read() => ReadConnections().Concat(ReadSignIn()).Concat(ReadProvider());

    private IEnumerable<Measure> ReadConnections()
    {
        AcmOptions options = acm.Value;
        yield return new(
            Connections, "toegelaten adressen",
            addresses.AcceptsPlainHttp ? "https; http alleen op de eigen machine (ontwikkelomgeving)" : "alleen https", "6");
        yield return new(Connections, "ACM", Origin(options.IssuerAddress!), "6");
        yield return new(Connections, "deze dienst", Origin(options.RedirectAddress!), "6");
        foreach (Application application in applications.All)
            yield return new(Connections, $"de toepassing {application.Name}", string.Join(", ", application.RedirectUris.Select(Origin).Distinct()), "6");
    }

    private IEnumerable<Measure> ReadSignIn()
    {
        AcmOptions options = acm.Value;
        yield return new(SignIn, "toegelaten handtekening van tokens", $"alleen {Jws.Algorithm}", "6");
        yield return new(SignIn, "kleinste sleutel van ACM", $"{ProviderKeySet.MinimumBits} bits", "6");
        yield return new(SignIn, "speling tussen de klokken", DutchValue.Of(TokenValidator.Skew), "6");
        yield return new(SignIn, "een token is hoogstens zo lang geleden gemaakt", DutchValue.Of(IdTokenValidator.MaximumAge), "6");
        yield return new(SignIn, "langste token", $"{TokenValidator.MaximumLength.ToString(CultureInfo.InvariantCulture)} tekens", "6");
        yield return new(SignIn, "PKCE", AcmClient.CodeChallengeMethod, "6");
        yield return new(SignIn, "deze dienst maakt zich bekend met", Authentication(options.Authentication), "6");
        yield return new(SignIn, "een aanmelding mag duren", DutchValue.Of(SignInCookies.Lifetime), "6");
        yield return new(SignIn, "aanmeldingen tegelijk per browser", SignInCookies.MaximumUnderWay.ToString(CultureInfo.InvariantCulture), "6");
        yield return new(
            SignIn, "gegevens buiten het protocol die met DOV zijn afgesproken",
            options.AgreedClaimNames.Count == 0 ? "geen" : string.Join(", ", options.AgreedClaimNames), "7");
        yield return new(Access, "een wijziging van de scholen met een overeenkomst geldt na", $"hoogstens {DutchValue.Of(SchoolWhitelist.FreshFor)}", "2");
        yield return new(Access, "als de opslag niet antwoordt, blijft de lijst bruikbaar gedurende", DutchValue.Of(SchoolWhitelist.UsableFor), "2");
    }

    private IEnumerable<Measure> ReadProvider()
    {
        foreach (Application application in applications.All)
        {
            yield return new(Provider, $"{application.Name}: handtekening van het ID-token", application.IdTokenAlgorithm, "6");
            yield return new(Provider, $"{application.Name}: maakt zich bekend met", application.ClientAuthentication.ToString(), "6");
            yield return new(Provider, $"{application.Name}: PKCE", application.RequiresPkce ? "verplicht" : "niet verplicht", "6");
        }

        yield return new(Provider, "een code geldt, één keer, gedurende", DutchValue.Of(TokenLifetimes.Code), "6");
        yield return new(Provider, "een ID-token geldt gedurende", DutchValue.Of(TokenLifetimes.IdToken), "6");
        yield return new(Provider, "de gegevens kunnen opgevraagd worden gedurende", DutchValue.Of(TokenLifetimes.AccessToken), "6");
    }

    private static string Authentication(AcmClientAuthentication authentication) => authentication == AcmClientAuthentication.PrivateKeyJwt
        ? $"een ondertekend bewijs dat {DutchValue.Of(AcmCredential.AssertionLifetime)} geldt (sleutel van minstens {AcmCredential.MinimumKeyBits} bits)"
        : $"een wachtwoord ({authentication})";

    private static string Origin(string address) => Origin(new Uri(address));

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
