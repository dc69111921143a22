using System.ComponentModel.DataAnnotations;
using LeerId.Settings;
using Microsoft.Extensions.Options;

namespace LeerId.SignIn;

/// <summary>How this client proves to ACM who it is (OpenID Connect Core, section 9).</summary>
public enum AcmClientAuthentication
{
    /// <summary>A JWT signed with the secret <c>acm-client-key</c>, whose public key ACM has.</summary>
    PrivateKeyJwt,

    /// <summary>The secret <c>acm-client-secret</c> in the body.</summary>
    ClientSecretPost,

    /// <summary>The secret <c>acm-client-secret</c> in the Authorization header.</summary>
    ClientSecretBasic,
}

/// <summary>ACM as the integration dossier fixes it. Settings <c>Acm:*</c>, as text, so that every faulty one is named at once.</summary>
public sealed class AcmOptions
{
    /// <summary>The key of ACM's metadata among the services, and its name in the log.</summary>
    internal const string Provider = "ACM";

    internal const string Section = "Acm";
    internal const string QueryResponseMode = "query";
    internal const string FormPostResponseMode = "form_post";

    /// <summary>ACM's issuer, exact to the character, without a slash at the end.</summary>
    [Required(ErrorMessage = "Acm:Issuer is not set.")]
    public string Issuer { get; set; } = "";

    /// <summary>The client id at ACM.</summary>
    [Required(ErrorMessage = "Acm:ClientId is not set.")]
    public string ClientId { get; set; } = "";

    /// <summary>The registered callback address, absolute, with the path <c>/acm/callback</c>.</summary>
    [Required(ErrorMessage = "Acm:RedirectUri is not set.")]
    public string RedirectUri { get; set; } = "";

    /// <summary>How the client authenticates at the token endpoint: the name of a value of <see cref="AcmClientAuthentication"/>.</summary>
    [AllowedValues(
        nameof(AcmClientAuthentication.PrivateKeyJwt), nameof(AcmClientAuthentication.ClientSecretPost), nameof(AcmClientAuthentication.ClientSecretBasic),
        ErrorMessage = "Acm:ClientAuthentication is not one of PrivateKeyJwt, ClientSecretPost, ClientSecretBasic.")]
    public string ClientAuthentication { get; set; } = nameof(AcmClientAuthentication.PrivateKeyJwt);

    /// <summary>The scopes asked for, separated by spaces; <c>openid</c> is among them.</summary>
    [Required(ErrorMessage = "Acm:Scopes is empty.")]
    [RegularExpression("(.* )?openid( .*)?", ErrorMessage = "Acm:Scopes lacks the scope openid.")]
    public string Scopes { get; set; } = "openid profile ov_leerling";

    /// <summary>How ACM sends its answer: <c>query</c> or <c>form_post</c>.</summary>
    [AllowedValues(QueryResponseMode, FormPostResponseMode, ErrorMessage = "Acm:ResponseMode is not query or form_post.")]
    public string ResponseMode { get; set; } = QueryResponseMode;

    /// <summary>The means of sign-in, sent as <c>authMech</c>; not sent when empty.</summary>
    public string AuthMech { get; set; } = "leerid";

    /// <summary>
    /// Claims outside the protocol that DOV agreed to, separated by spaces. They are dropped without a notice; any other claim outside the protocol
    /// is reported (protocol, article 7).
    /// </summary>
    public string AgreedClaims { get; set; } = "";

    /// <summary>What ACM calls the protocol's data.</summary>
    [ValidateObjectMembers]
    public AcmClaimNames Claims { get; set; } = new();

    /// <summary>The address in <see cref="Issuer"/>; null only before validation.</summary>
    internal Uri? IssuerAddress => AddressRules.Parse(Issuer);

    /// <summary>The address in <see cref="RedirectUri"/>; null only before validation.</summary>
    internal Uri? RedirectAddress => AddressRules.Parse(RedirectUri);

    /// <summary>The names in <see cref="AgreedClaims"/>.</summary>
    internal IReadOnlyList<string> AgreedClaimNames => AgreedClaims.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    internal AcmClientAuthentication Authentication => Enum.Parse<AcmClientAuthentication>(ClientAuthentication);

    internal bool UsesFormPost => ResponseMode == FormPostResponseMode;
}

/// <summary>The claims that carry the protocol's seven data. Settings <c>Acm:Claims:*</c>.</summary>
public sealed class AcmClaimNames
{
    /// <summary>The claim that carries Leer_id_uuid.</summary>
    [Required(ErrorMessage = "Acm:Claims:LeerIdUuid is empty.")]
    public string LeerIdUuid { get; set; } = "ov_leerid_uuid";

    /// <summary>The claim that carries Account_uuid.</summary>
    [Required(ErrorMessage = "Acm:Claims:AccountUuid is empty.")]
    public string AccountUuid { get; set; } = "ov_account_uuid";

    /// <summary>The claim that carries Historiek_account_uuid.</summary>
    [Required(ErrorMessage = "Acm:Claims:AccountHistory is empty.")]
    public string AccountHistory { get; set; } = "ov_historiek_account_uuid";

    /// <summary>The claim that carries Voornaam.</summary>
    [Required(ErrorMessage = "Acm:Claims:GivenName is empty.")]
    public string GivenName { get; set; } = "given_name";

    /// <summary>The claim that carries Naam.</summary>
    [Required(ErrorMessage = "Acm:Claims:FamilyName is empty.")]
    public string FamilyName { get; set; } = "family_name";

    /// <summary>The claim that carries Gebruikersnaam.</summary>
    [Required(ErrorMessage = "Acm:Claims:Username is empty.")]
    public string Username { get; set; } = "ov_gebruikersnaam";

    /// <summary>The claim that carries the Instellingsnummers.</summary>
    [Required(ErrorMessage = "Acm:Claims:SchoolNumbers is empty.")]
    public string SchoolNumbers { get; set; } = "ov_orgcode";
}

[OptionsValidator]
internal sealed partial class AcmOptionsValidator : IValidateOptions<AcmOptions>;
