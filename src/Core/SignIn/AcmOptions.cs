using System.ComponentModel.DataAnnotations;
using LeerId.Settings;
using Microsoft.Extensions.Options;

namespace LeerId.SignIn;

/// <summary>How this client authenticates at ACM (OpenID Connect Core, section 9).</summary>
public enum AcmClientAuthentication
{
    /// <summary>A JWT signed with the secret <c>acm-client-key</c>, whose public key ACM has.</summary>
    PrivateKeyJwt,

    /// <summary>The secret <c>acm-client-secret</c> in the body.</summary>
    ClientSecretPost,

    /// <summary>The secret <c>acm-client-secret</c> in the Authorization header.</summary>
    ClientSecretBasic,
}

/// <summary>The settings <c>Acm:*</c>, with the values of ACM's integration dossier. They are texts, so that one error can name every faulty setting.</summary>
public sealed class AcmOptions
{
    /// <summary>The key of the services for ACM in the container, and ACM's name in the log.</summary>
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
        ErrorMessage = "Acm:ClientAuthentication must be PrivateKeyJwt, ClientSecretPost or ClientSecretBasic.")]
    public string ClientAuthentication { get; set; } = nameof(AcmClientAuthentication.PrivateKeyJwt);

    /// <summary>The scopes in a request to ACM, separated by spaces. One of them must be <c>openid</c>.</summary>
    [Required(ErrorMessage = "Acm:Scopes is empty.")]
    [RegularExpression("(.* )?openid( .*)?", ErrorMessage = "Acm:Scopes must include openid.")]
    public string Scopes { get; set; } = "openid profile ov_leerling";

    /// <summary>How ACM sends its answer: <c>query</c> or <c>form_post</c>.</summary>
    [AllowedValues(QueryResponseMode, FormPostResponseMode, ErrorMessage = "Acm:ResponseMode must be query or form_post.")]
    public string ResponseMode { get; set; } = QueryResponseMode;

    /// <summary>The means of sign-in, sent as <c>authMech</c>; not sent when empty.</summary>
    public string AuthMech { get; set; } = "leerid";

    /// <summary>
    /// With <c>login</c>, ACM asks the pupil to sign in each time, for devices that a class shares. When empty, ACM's session is used, for two hours at most.
    /// </summary>
    [AllowedValues("", "login", ErrorMessage = "Acm:Prompt must be login or empty.")]
    public string Prompt { get; set; } = "";

    /// <summary>
    /// Whether ACM answers <c>prompt=none</c> as the standard says: <c>true</c> or <c>false</c>. With <c>false</c> an application that sends it gets the
    /// answer <c>login_required</c> at once (OpenID Connect Core, section 3.1.2.1).
    /// </summary>
    [AllowedValues("true", "false", ErrorMessage = "Acm:HonoursPromptNone must be true or false.")]
    public string HonoursPromptNone { get; set; } = "false";

    /// <summary>
    /// Claims outside the protocol that DOV agreed to, separated by spaces. They are dropped without a notice; any other claim outside the protocol
    /// is reported (protocol, article 7).
    /// </summary>
    public string AgreedClaims { get; set; } = "";

    /// <summary>The names of the claims with the protocol's data.</summary>
    [ValidateObjectMembers]
    public AcmClaimNames Claims { get; set; } = new();

    /// <summary>The address in <see cref="Issuer"/>; null only before validation.</summary>
    internal Uri? IssuerAddress => AddressRules.Parse(Issuer);

    /// <summary>The address in <see cref="RedirectUri"/>; null only before validation.</summary>
    internal Uri? RedirectAddress => AddressRules.Parse(RedirectUri);

    /// <summary>The names in <see cref="AgreedClaims"/>.</summary>
    internal IReadOnlyList<string> AgreedClaimNames => AgreedClaims.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    internal AcmClientAuthentication Authentication => Enum.Parse<AcmClientAuthentication>(ClientAuthentication);

    /// <summary>The address of this app, without a path. It is the issuer of its own tokens, and the host that ACM returns to.</summary>
    public Uri OwnAddress => new(RedirectAddress!.GetLeftPart(UriPartial.Authority));

    /// <summary>The address of this app to which ACM returns after a sign-out. It is registered at ACM.</summary>
    internal string PostLogoutRedirectUri => new Uri(OwnAddress, "end-session/done").AbsoluteUri;

    /// <summary>Whether <c>prompt=none</c> may be passed on to ACM.</summary>
    public bool MayPromptNone => HonoursPromptNone == "true";

    internal bool UsesFormPost => ResponseMode == FormPostResponseMode;
}

/// <summary>The names of the claims with the protocol's seven data. Settings <c>Acm:Claims:*</c>.</summary>
public sealed class AcmClaimNames
{
    /// <summary>The claim with Leer_id_uuid.</summary>
    [Required(ErrorMessage = "Acm:Claims:LeerIdUuid is empty.")]
    public string LeerIdUuid { get; set; } = "ov_leerid_uuid";

    /// <summary>The claim with Account_uuid.</summary>
    [Required(ErrorMessage = "Acm:Claims:AccountUuid is empty.")]
    public string AccountUuid { get; set; } = "ov_account_uuid";

    /// <summary>The claim with Historiek_account_uuid.</summary>
    [Required(ErrorMessage = "Acm:Claims:AccountHistory is empty.")]
    public string AccountHistory { get; set; } = "ov_historiek_account_uuid";

    /// <summary>The claim with Voornaam.</summary>
    [Required(ErrorMessage = "Acm:Claims:GivenName is empty.")]
    public string GivenName { get; set; } = "given_name";

    /// <summary>The claim with Naam.</summary>
    [Required(ErrorMessage = "Acm:Claims:FamilyName is empty.")]
    public string FamilyName { get; set; } = "family_name";

    /// <summary>The claim with Gebruikersnaam.</summary>
    [Required(ErrorMessage = "Acm:Claims:Username is empty.")]
    public string Username { get; set; } = "ov_gebruikersnaam";

    /// <summary>The claim with the Instellingsnummers.</summary>
    [Required(ErrorMessage = "Acm:Claims:SchoolNumbers is empty.")]
    public string SchoolNumbers { get; set; } = "ov_orgcode";
}

[OptionsValidator]
internal sealed partial class AcmOptionsValidator : IValidateOptions<AcmOptions>;
