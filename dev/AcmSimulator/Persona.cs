using System.Text.Json;

namespace LeerId.AcmSimulator;

/// <summary>An invented pupil who can sign in at the simulator.</summary>
public sealed record Persona
{
    private static readonly JsonElement NoClaims = JsonElement.Parse("{}");

    /// <summary>The id, in kebab case. Addresses and forms name a persona by this id, and contain nothing else about the persona.</summary>
    public required string Id { get; init; }

    /// <summary>The description, in Dutch, that a developer reads on the sign-in page.</summary>
    public required string Description { get; init; }

    /// <summary>The claims that the ID token gets, unchanged: a JSON object.</summary>
    public JsonElement IdTokenClaims { get; init; } = NoClaims;

    /// <summary>The claims that the userinfo endpoint returns, unchanged: a JSON object.</summary>
    public JsonElement UserInfoClaims { get; init; } = NoClaims;

    /// <summary>Whether the sign-in page has a button for the persona. A persona without a button can still be chosen by id.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>Whether the pupil cancels the sign-in. The client then gets <c>error=access_denied</c>.</summary>
    public bool Cancels { get; init; }
}
