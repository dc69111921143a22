using LeerId.AcmSimulator.Provider;

namespace LeerId.AcmSimulator.SignIn;

/// <summary>
/// Sets the persona of this browser's next sign-in, and redirects to the address where a sign-in begins. LocalHost's start page links here.
/// </summary>
internal sealed class PersonaChoiceEndpoint(PersonaList personas, SingleSignOn singleSignOn)
{
    public IResult Handle(HttpContext http, string personaId, string? returnTo)
    {
        if (personas.Find(personaId) is not { } persona)
            return Page.Refuse(http, personaId, "Deze persona bestaat niet.", StatusCodes.Status404NotFound);
        if (!Uri.TryCreate(returnTo, UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttp || !address.IsLoopback)
            return Page.Refuse(http, "returnTo", "moet een http-adres van deze computer zijn, zoals http://127.0.0.1:7071/.");

        singleSignOn.ChooseNext(http, persona);
        return Results.Redirect(address.AbsoluteUri);
    }
}
