using LeerId.Applications;
using Microsoft.AspNetCore.WebUtilities;

namespace LeerId.Pages.Pupils;

/// <summary>
/// The way back to the application for a pupil who was refused. The application gets the error <c>access_denied</c> (OpenID Connect Core,
/// section 3.1.2.6).
/// </summary>
/// <param name="Name">The application's name.</param>
/// <param name="Address">A link; null if the answer is posted.</param>
/// <param name="Form">The form to post; null if there is a link.</param>
public sealed record BackToApplication(string Name, string? Address, HiddenForm? Form)
{
    /// <summary>The way back to the application that sent a request.</summary>
    public static BackToApplication Of(Application application, AuthorizationRequest request, string issuer)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(request);
        List<KeyValuePair<string, string>> fields = [new("error", "access_denied"), new("iss", issuer)];
        if (request.State is { } state)
            fields.Add(new("state", state));
        return request.UsesFormPost
            ? new BackToApplication(application.Name, null, new HiddenForm(request.RedirectUri, fields))
            : new BackToApplication(application.Name, QueryHelpers.AddQueryString(request.RedirectUri, fields!), null);
    }
}
