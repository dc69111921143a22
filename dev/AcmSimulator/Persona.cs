using System.Text.Json;

namespace LeerId.AcmSimulator;

/// <summary>An invented pupil who can sign in at the simulator.</summary>
public sealed record Persona
{
    private static readonly JsonElement NoClaims = JsonElement.Parse("{}");

    /// <summary>The id in kebab case. Addresses and forms contain nothing else about a persona.</summary>
    public required string Id { get; init; }

    /// <summary>The description that a developer reads on the sign-in page.</summary>
    public required string Description { get; init; }

    /// <summary>A JSON object whose members are copied unchanged into the ID token.</summary>
    public JsonElement IdTokenClaims { get; init; } = NoClaims;

    /// <summary>A JSON object that userinfo returns unchanged.</summary>
    public JsonElement UserInfoClaims { get; init; } = NoClaims;

    /// <summary>Whether the sign-in page has a button for the persona. Any persona can be chosen by id.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>Whether the pupil cancels the sign-in. The client then gets <c>error=access_denied</c>.</summary>
    public bool Cancels { get; init; }
}
