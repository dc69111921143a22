using System.Text.Json;

namespace LeerId.AcmSimulator;

/// <summary>An invented pupil who can sign in at the simulator.</summary>
public sealed record Persona
{
    private static readonly JsonElement NoClaims = JsonElement.Parse("{}");

    /// <summary>Kebab-case; the only thing about a persona that ever stands in an address or a form.</summary>
    public required string Id { get; init; }

    /// <summary>What a developer reads on the sign-in page.</summary>
    public required string Description { get; init; }

    /// <summary>A JSON object whose members go into the ID token exactly as they are.</summary>
    public JsonElement IdTokenClaims { get; init; } = NoClaims;

    /// <summary>A JSON object that userinfo answers exactly as it is.</summary>
    public JsonElement UserInfoClaims { get; init; } = NoClaims;

    /// <summary>Whether the sign-in page has a button for the persona. Any persona can be chosen by id.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>The pupil breaks off: the client gets <c>error=access_denied</c>.</summary>
    public bool Cancels { get; init; }
}
