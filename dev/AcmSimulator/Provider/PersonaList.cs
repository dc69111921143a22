using System.Security.Claims;
using OpenIddict.Abstractions;

namespace LeerId.AcmSimulator.Provider;

/// <summary>The personas of the simulator by id. The principal in a code or an access token has only the id.</summary>
internal sealed class PersonaList(IReadOnlyList<Persona> personas)
{
    /// <summary>The claim with the persona's id. It is absent if the client didn't request the scope of LeerID.</summary>
    public const string Claim = "persona";

    private readonly Dictionary<string, Persona> _byId = personas.ToDictionary(persona => persona.Id, StringComparer.Ordinal);

    public IReadOnlyList<Persona> All => personas;

    public Persona? Find(string? id) => id is null ? null : _byId.GetValueOrDefault(id);

    /// <summary>The persona who signed in; null if the client didn't request the scope of LeerID.</summary>
    public Persona? Of(ClaimsPrincipal principal) => Find(principal.GetClaim(Claim));
}
