using System.Text.Json.Serialization;

namespace LeerId.Register;

/// <summary>The register of processing activities (GDPR, article 30(1)).</summary>
/// <param name="Provider">The controller.</param>
/// <param name="Officers">Where its data protection officer, and DOV's, are reached.</param>
/// <param name="Protocol">The protocol with DOV.</param>
/// <param name="Purposes">Why the data are processed.</param>
/// <param name="LegalGround">On what ground.</param>
/// <param name="PersonCategories">Whose data.</param>
/// <param name="Data">Which data: those of article 3 and no others.</param>
/// <param name="AlsoRecorded">What the software makes itself about persons, without those data.</param>
/// <param name="Recipients">Who may have them.</param>
/// <param name="Transfers">Where they go outside the European Economic Area.</param>
/// <param name="ErasureTerms">When they go.</param>
/// <param name="OrganisationalMeasures">Measures outside the software.</param>
/// <param name="Documents">Where the documents are that belong to it.</param>
/// <param name="AsProcessor">What the provider does as a processor of school boards (article 30(2)); null when it is no processor.</param>
public sealed record ProcessingRegister(
    RegisteredProvider Provider,
    RegisteredOfficers Officers,
    RegisteredProtocol Protocol,
    IReadOnlyList<string> Purposes,
    string LegalGround,
    IReadOnlyList<string> PersonCategories,
    IReadOnlyList<DataCategory> Data,
    IReadOnlyList<string> AlsoRecorded,
    IReadOnlyList<string> Recipients,
    string Transfers,
    IReadOnlyList<ErasureTerm> ErasureTerms,
    IReadOnlyList<string> OrganisationalMeasures,
    RegisteredDocuments Documents,
    ProcessorActivities? AsProcessor);

/// <summary>The controller.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address.</param>
/// <param name="EnterpriseNumber">Its enterprise number; null when it has none.</param>
/// <param name="Contact">Its mail address.</param>
/// <param name="Application">The applications that pupils sign in to.</param>
public sealed record RegisteredProvider(string Name, string Address, string? EnterpriseNumber, string Contact, string Application);

/// <summary>Where the data protection officers are reached.</summary>
/// <param name="Provider">The provider's.</param>
/// <param name="Dov">DOV's.</param>
public sealed record RegisteredOfficers(RegisteredOfficer Provider, RegisteredOfficer Dov);

/// <summary>A data protection officer.</summary>
/// <param name="Name">The officer's name.</param>
/// <param name="Telephone">The telephone number.</param>
/// <param name="Mail">The mail address.</param>
public sealed record RegisteredOfficer(string Name, string Telephone, string Mail)
{
    /// <summary>Name, telephone number and mail address on one line.</summary>
    internal string Line => $"{Name}, {Telephone}, {Mail}";
}

/// <summary>The protocol.</summary>
/// <param name="Reference">Its title.</param>
/// <param name="Date">The day it was made.</param>
/// <param name="Source">Whose data they are.</param>
public sealed record RegisteredProtocol(string Reference, DateOnly Date, string Source);

/// <summary>A kind of personal data.</summary>
/// <param name="Name">Its official name in article 3.</param>
/// <param name="Description">What it is.</param>
/// <param name="IsProcessed">Whether it is read and stored now; usernames are until their day (article 5).</param>
public sealed record DataCategory(string Name, string Description, bool IsProcessed);

/// <summary>When something is erased.</summary>
/// <param name="What">What.</param>
/// <param name="Term">When, in words.</param>
/// <param name="Setting">The setting's value, as it is.</param>
/// <param name="Article">Which article of the protocol says so.</param>
public sealed record ErasureTerm(string What, string Term, string Setting, string Article)
{
    /// <summary>Whether it names members of staff, by their object ids; the notice for staff lists it then.</summary>
    [JsonIgnore]
    public bool NamesStaff { get; init; }
}

/// <summary>A processor (GDPR, article 28).</summary>
/// <param name="Name">The organisation.</param>
/// <param name="Service">What it does.</param>
/// <param name="Country">Where, a country code.</param>
/// <param name="IsInEea">Whether that is in the European Economic Area.</param>
/// <param name="Agreement">The reference of the agreement.</param>
/// <param name="Since">Since when.</param>
public sealed record Processor(string Name, string Service, string Country, bool IsInEea, string Agreement, DateOnly Since);

/// <summary>What the provider does as a processor (GDPR, article 30(2)).</summary>
/// <param name="Controllers">For whom.</param>
/// <param name="Processing">Which processing.</param>
/// <param name="Transfers">Where the data go outside the European Economic Area.</param>
/// <param name="Measures">The security measures, in general terms.</param>
public sealed record ProcessorActivities(string Controllers, string Processing, string Transfers, string Measures);
