using System.Security.Claims;
using LeerId.AcmSimulator.Provider;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Primitives;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace LeerId.AcmSimulator.SignIn;

/// <summary>
/// Shows the sign-in page and handles its form. The form repeats the parameters of the request and adds the chosen persona, so its POST is a
/// complete authorization request.
/// </summary>
internal sealed class AuthorizationEndpoint(PersonaList personas, SingleSignOn singleSignOn)
{
    public const string Path = "/op/v1/auth";
    public const string PersonaField = "persona";

    // The scope with which a client gets the claims of LeerID.
    private const string LeerIdScope = "ov_leerling";

    public IResult Handle(HttpContext http)
    {
        if (http.GetOpenIddictServerResponse() is { Error: { } error } refusal)
            return Page.Refuse(http, error, refusal.ErrorDescription);

        OpenIddictRequest request = http.GetOpenIddictServerRequest()!;
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.Form.TryGetValue(PersonaField, out StringValues chosen))
        {
            if (personas.Find(chosen) is not { } persona)
                return Page.Refuse(http, Errors.InvalidRequest, "Deze persona bestaat niet. Kies iemand uit de lijst.");
            return persona.Cancels ? Deny(Errors.AccessDenied, "The user cancelled the sign-in.") : Begin(http, request, persona);
        }

        if (singleSignOn.TakeNext(http) is { } next)
            return next.Cancels ? Deny(Errors.AccessDenied, "The user cancelled the sign-in.") : Begin(http, request, next);
        if (!request.HasPromptValue(PromptValues.Login) && singleSignOn.Current(http) is { } current)
            return SignIn(request, current);
        if (request.HasPromptValue(PromptValues.None))
            return Deny(Errors.LoginRequired, "Nobody is signed in.");
        return Page.Show(http, "Wie meldt zich aan?", ChoiceForm(http));
    }

    private IResult Begin(HttpContext http, OpenIddictRequest request, Persona persona)
    {
        singleSignOn.Start(http, persona);
        return SignIn(request, persona);
    }

    private static IResult SignIn(OpenIddictRequest request, Persona persona)
    {
        ClaimsIdentity identity = new(authenticationType: nameof(AcmSimulator));
        identity.SetClaim(Claims.Subject, persona.Id).SetScopes(request.GetScopes());
        if (request.HasScope(LeerIdScope))
            identity.SetClaim(PersonaList.Claim, persona.Id);
        if (request.AcrValues?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var acr, ..])
            identity.SetClaim(Claims.AuthenticationContextReference, acr);
        identity.SetDestinations(_ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static IResult Deny(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);

    private string ChoiceForm(HttpContext http)
    {
        IEnumerable<KeyValuePair<string, StringValues>> request = HttpMethods.IsPost(http.Request.Method) ? http.Request.Form : http.Request.Query;
        IEnumerable<string> fields =
            from parameter in request
            from value in parameter.Value
            select $"<input type=\"hidden\" name=\"{Page.Encode(parameter.Key)}\" value=\"{Page.Encode(value ?? "")}\">";
        IEnumerable<string> buttons =
            from persona in personas.All
            where persona.IsListed
            let id = Page.Encode(persona.Id)
            select $"<li><button name=\"{PersonaField}\" value=\"{id}\">{Page.Encode(persona.Description)} <code>{id}</code></button></li>";
        return $"""
            <form method="post" action="{Path}">
            {string.Join('\n', fields)}
            <ul>
            {string.Join('\n', buttons)}
            </ul>
            </form>
            """;
    }
}
