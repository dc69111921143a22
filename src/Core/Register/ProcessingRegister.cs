using System.Text.Json.Serialization;

namespace LeerId.Register;

/// <summary>The register of processing activities (GDPR, article 30(1)).</summary>
/// <param name="Provider">The controller.</param>
/// <param name="Officers">The contact details of its data protection officer and of DOV's.</param>
/// <param name="Protocol">The protocol with DOV.</param>
/// <param name="Purposes">The purposes of the processing.</param>
/// <param name="LegalGround">The legal ground.</param>
/// <param name="PersonCategories">The categories of data subjects.</param>
/// <param name="Data">The categories of data: those of article 3 and no others.</param>
/// <param name="AlsoRecorded">The data about persons that the software itself records, which don't contain those of article 3.</param>
/// <param name="Recipients">The categories of recipients.</param>
/// <param name="Transfers">The transfers outside the European Economic Area.</param>
/// <param name="ErasureTerms">The retention periods.</param>
/// <param name="OrganisationalMeasures">Measures outside the software.</param>
/// <param name="Documents">The places of the documents that belong to the register.</param>
/// <param name="AsProcessor">The provider's activities as a processor of school boards (article 30(2)); null if it is not a processor.</param>
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
/// <param name="EnterpriseNumber">Its enterprise number; null if it has none.</param>
/// <param name="Contact">Its mail address.</param>
/// <param name="Application">The applications that pupils sign in to.</param>
public sealed record RegisteredProvider(string Name, string Address, string? EnterpriseNumber, string Contact, string Application);

/// <summary>The contact details of the data protection officers.</summary>
/// <param name="Provider">The provider's officer.</param>
/// <param name="Dov">DOV's officer.</param>
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
/// <param name="Source">The source of the data.</param>
public sealed record RegisteredProtocol(string Reference, DateOnly Date, string Source);

/// <summary>A kind of personal data.</summary>
/// <param name="Name">Its official name in article 3.</param>
/// <param name="Description">The description.</param>
/// <param name="IsProcessed">Whether it is read and stored now; usernames are processed until their last day (article 5).</param>
public sealed record DataCategory(string Name, string Description, bool IsProcessed);

/// <summary>A retention period.</summary>
/// <param name="What">The data.</param>
/// <param name="Term">The period, in words.</param>
/// <param name="Setting">The value of the setting, unchanged.</param>
/// <param name="Article">The article of the protocol that requires it.</param>
public sealed record ErasureTerm(string What, string Term, string Setting, string Article)
{
    /// <summary>Whether the data contain the object ids of members of staff. If so, the notice for staff lists the period.</summary>
    [JsonIgnore]
    public bool NamesStaff { get; init; }
}

/// <summary>A processor (GDPR, article 28).</summary>
/// <param name="Name">The organisation.</param>
/// <param name="Service">The service that it provides.</param>
/// <param name="Country">The code of the country where it provides the service.</param>
/// <param name="IsInEea">Whether that country is in the European Economic Area.</param>
/// <param name="Agreement">The reference of the agreement.</param>
/// <param name="Since">The first day of the agreement.</param>
public sealed record Processor(string Name, string Service, string Country, bool IsInEea, string Agreement, DateOnly Since);

/// <summary>The provider's activities as a processor (GDPR, article 30(2)).</summary>
/// <param name="Controllers">The controllers.</param>
/// <param name="Processing">The categories of processing.</param>
/// <param name="Transfers">The transfers outside the European Economic Area.</param>
/// <param name="Measures">The security measures, in general terms.</param>
public sealed record ProcessorActivities(string Controllers, string Processing, string Transfers, string Measures);
