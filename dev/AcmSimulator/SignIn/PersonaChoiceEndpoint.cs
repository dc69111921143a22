using LeerId.AcmSimulator.Provider;

namespace LeerId.AcmSimulator.SignIn;

/// <summary>Chooses the persona of the next sign-in for a developer's start page, and redirects to the start of a sign-in.</summary>
internal sealed class PersonaChoiceEndpoint(PersonaList personas, SingleSignOn singleSignOn)
{
    public IResult Handle(HttpContext http, string personaId, string? returnTo)
    {
        if (personas.Find(personaId) is not { } persona)
            return Page.Refuse(http, "Onbekend", "Deze persona bestaat niet.", StatusCodes.Status404NotFound);
        if (!Uri.TryCreate(returnTo, UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttp || !address.IsLoopback)
            return Page.Refuse(http, "returnTo", "Geef een http-adres op deze computer.");

        singleSignOn.ChooseNext(http, persona);
        return Results.Redirect(address.AbsoluteUri);
    }
}
