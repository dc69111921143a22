using System.Security.Claims;
using OpenIddict.Abstractions;

namespace LeerId.AcmSimulator.Provider;

/// <summary>The personas by id. Codes and access tokens contain only the id.</summary>
internal sealed class PersonaList(IReadOnlyList<Persona> personas)
{
    /// <summary>The claim with the id. It is present only if the client was granted the LeerID scope.</summary>
    public const string Claim = "persona";

    private readonly Dictionary<string, Persona> _byId = personas.ToDictionary(persona => persona.Id, StringComparer.Ordinal);

    public IReadOnlyList<Persona> All => personas;

    public Persona? Find(string? id) => id is null ? null : _byId.GetValueOrDefault(id);

    public Persona? Of(ClaimsPrincipal principal) => Find(principal.GetClaim(Claim));
}
