using System.ComponentModel.DataAnnotations;
using LeerId.Settings;
using Microsoft.Extensions.Options;

namespace LeerId.HandOff;

/// <summary>The publisher's application, which pupils are let into. Settings <c>Application:*</c>.</summary>
public sealed class ApplicationOptions
{
    internal const string Section = "Application";

    /// <summary>The application's name as pupils know it.</summary>
    [Required(ErrorMessage = "Application:Name is not set.")]
    public string Name { get; set; } = "";

    /// <summary>Where the hand-off token is posted to, absolute.</summary>
    [Required(ErrorMessage = "Application:LandingUrl is not set.")]
    public string LandingUrl { get; set; } = "";

    /// <summary>Where the browser goes after signing out, absolute; registered at ACM.</summary>
    [Required(ErrorMessage = "Application:SignedOutUrl is not set.")]
    public string SignedOutUrl { get; set; } = "";

    /// <summary>The audience of the hand-off token.</summary>
    [Required(ErrorMessage = "Application:Audience is not set.")]
    public string Audience { get; set; } = "";

    /// <summary>The address in <see cref="LandingUrl"/>; null only before validation.</summary>
    public Uri? LandingAddress => AddressRules.Parse(LandingUrl);

    /// <summary>The address in <see cref="SignedOutUrl"/>; null only before validation.</summary>
    internal Uri? SignedOutAddress => AddressRules.Parse(SignedOutUrl);
}

[OptionsValidator]
internal sealed partial class ApplicationOptionsValidator : IValidateOptions<ApplicationOptions>;
