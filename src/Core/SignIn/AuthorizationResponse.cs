using Microsoft.Extensions.Primitives;

namespace LeerId.SignIn;

/// <summary>ACM's answer to a sign-in, which the browser brings (OpenID Connect Core, section 3.1.2.5). The description of an error is never read.</summary>
public sealed class AuthorizationResponse
{
    private const int MaximumLength = 4096;

    private AuthorizationResponse()
    {
    }

    /// <summary>Whether the answer is a form, sent by POST.</summary>
    public bool IsFormPost { get; private init; }

    /// <summary>Whether each parameter occurs once and has at most 4096 characters.</summary>
    public bool IsWellFormed { get; private init; }

    /// <summary>The code; null when there is none.</summary>
    public string? Code { get; private init; }

    /// <summary>The state; null when there is none.</summary>
    public string? State { get; private init; }

    /// <summary>The code of the error; null when there is none.</summary>
    public string? Error { get; private init; }

    /// <summary>The issuer (RFC 9207), which can be an empty text; null when there is none.</summary>
    public string? Issuer { get; private init; }

    /// <summary>Reads the parameters of a query or a form.</summary>
    public static AuthorizationResponse Read(IEnumerable<KeyValuePair<string, StringValues>> parameters, bool isFormPost)
    {
        Dictionary<string, StringValues> values = new(parameters, StringComparer.Ordinal);
        return new AuthorizationResponse
        {
            IsFormPost = isFormPost,
            IsWellFormed = values.Values.All(value => value.Count == 1 && value[0]!.Length <= MaximumLength),
            Code = One(values, "code"),
            State = One(values, "state"),
            Error = One(values, "error"),
            Issuer = values.TryGetValue("iss", out StringValues issuer) ? issuer.ToString() : null,
        };
    }

    private static string? One(Dictionary<string, StringValues> values, string name) =>
        values.TryGetValue(name, out StringValues value) && value is [{ Length: > 0 } text] ? text : null;
}
