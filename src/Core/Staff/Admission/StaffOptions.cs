using System.ComponentModel.DataAnnotations;
using LeerId.Settings;
using Microsoft.Extensions.Options;

namespace LeerId.Staff.Admission;

/// <summary>The provider's directory, which signs staff in. Settings <c>Staff:*</c>.</summary>
public sealed class StaffOptions : IValidatableObject
{
    /// <summary>The key of the directory's metadata among the services, and its name in the log.</summary>
    internal const string Provider = "the staff's directory";

    internal const string Section = "Staff";

    /// <summary>The issuer of the tokens of staff, exact to the character; in Entra ID <c>https://login.microsoftonline.com/(tenant id)/v2.0</c>.</summary>
    [Required(ErrorMessage = "Staff:Issuer is not set.")]
    public string Issuer { get; set; } = "";

    /// <summary>The audience of the tokens of staff; in Entra ID the client id of the app registration.</summary>
    [Required(ErrorMessage = "Staff:Audience is not set.")]
    public string Audience { get; set; } = "";

    /// <summary>
    /// The client ids of the apps that staff may use here, separated by spaces; when empty only the app registration itself, the client id in
    /// Staff:Audience. A token that another app got for a person is refused.
    /// </summary>
    public string Clients { get; set; } = "";

    /// <summary>
    /// The client ids of the programs that may call with a token of their own (app-only), separated by spaces; empty for none. Such a program can have the
    /// role schools-sync only.
    /// </summary>
    public string Programs { get; set; } = "";

    /// <summary>The staff console, as the directory knows it.</summary>
    public StaffConsoleOptions Console { get; set; } = new();

    /// <summary>The directory's names for the roles.</summary>
    [ValidateObjectMembers]
    public StaffRoleNames Roles { get; set; } = new();

    /// <summary>The address in <see cref="Issuer"/>; null only before validation.</summary>
    internal Uri? IssuerAddress => AddressRules.Parse(Issuer);

    /// <summary>The client id of the staff console: the one in the settings, or the app registration that is the audience.</summary>
    public string ConsoleClientId => Console.ClientId.Length > 0 ? Console.ClientId : Audience;

    /// <summary>The client ids in <see cref="Clients"/>; when it is empty, the one in <see cref="Audience"/>.</summary>
    internal IReadOnlySet<string> AllowedClients => Split(Clients) is { Count: > 0 } named ? named : Split(Audience);

    /// <summary>The client ids in <see cref="Programs"/>.</summary>
    internal IReadOnlySet<string> AllowedPrograms => Split(Programs);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Enum.GetValues<StaffRole>().Select(Roles.Of).Distinct(StringComparer.Ordinal).Count() < Enum.GetValues<StaffRole>().Length)
            yield return new ValidationResult("Staff:Roles gives two roles the same name.");
    }

    private static HashSet<string> Split(string ids) => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}

/// <summary>The client of the directory that signs staff in to the console. Settings <c>Staff:Console:*</c>.</summary>
public sealed class StaffConsoleOptions
{
    /// <summary>The client id of the app registration with which staff sign in to the console; when empty the one in Staff:Audience.</summary>
    public string ClientId { get; set; } = "";
}

/// <summary>The values of the claim <c>roles</c>. Settings <c>Staff:Roles:*</c>.</summary>
public sealed class StaffRoleNames
{
    /// <summary>The value in a token for the role <see cref="StaffRole.AccessControl"/>.</summary>
    [Required(ErrorMessage = "Staff:Roles:AccessControl is empty.")]
    public string AccessControl { get; set; } = StaffRole.AccessControl.ToText();

    /// <summary>The value in a token for the role <see cref="StaffRole.Dpo"/>.</summary>
    [Required(ErrorMessage = "Staff:Roles:Dpo is empty.")]
    public string Dpo { get; set; } = StaffRole.Dpo.ToText();

    /// <summary>The value in a token for the role <see cref="StaffRole.Operator"/>.</summary>
    [Required(ErrorMessage = "Staff:Roles:Operator is empty.")]
    public string Operator { get; set; } = StaffRole.Operator.ToText();

    /// <summary>The value in a token for the role <see cref="StaffRole.Helpdesk"/>.</summary>
    [Required(ErrorMessage = "Staff:Roles:Helpdesk is empty.")]
    public string Helpdesk { get; set; } = StaffRole.Helpdesk.ToText();

    /// <summary>The value in a token for the role <see cref="StaffRole.Privacy"/>.</summary>
    [Required(ErrorMessage = "Staff:Roles:Privacy is empty.")]
    public string Privacy { get; set; } = StaffRole.Privacy.ToText();

    /// <summary>The value in a token for the role <see cref="StaffRole.SchoolsSync"/>.</summary>
    [Required(ErrorMessage = "Staff:Roles:SchoolsSync is empty.")]
    public string SchoolsSync { get; set; } = StaffRole.SchoolsSync.ToText();

    /// <summary>The value in a token for a role.</summary>
    public string Of(StaffRole role) => role switch
    {
        StaffRole.AccessControl => AccessControl,
        StaffRole.Dpo => Dpo,
        StaffRole.Operator => Operator,
        StaffRole.Helpdesk => Helpdesk,
        StaffRole.Privacy => Privacy,
        _ => SchoolsSync,
    };

    /// <summary>The roles of a person in the values of the claim. Other values, and the roles of programs, are ignored.</summary>
    public IReadOnlySet<StaffRole> OfPerson(IEnumerable<string> values)
    {
        HashSet<string> held = [.. values];
        return Enum.GetValues<StaffRole>().Where(role => !role.IsForPrograms() && held.Contains(Of(role))).ToHashSet();
    }
}

[OptionsValidator]
internal sealed partial class StaffOptionsValidator : IValidateOptions<StaffOptions>;

/// <summary>Checks the address among the settings.</summary>
internal sealed class StaffIssuer(AddressRules rules) : IValidateOptions<StaffOptions>
{
    public ValidateOptionsResult Validate(string? name, StaffOptions options)
    {
        List<string> faults = [];
        Uri? issuer = rules.Check(faults, "Staff:Issuer", options.Issuer, options.IssuerAddress);
        if (issuer is not null && (options.Issuer.EndsWith('/') || issuer.Query.Length > 0 || issuer.Fragment.Length > 0))
            faults.Add("Staff:Issuer must not end with a slash, and must not have a query or a fragment.");
        return AddressRules.Result(faults);
    }
}
