using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Calendar;
using LeerId.Retention;
using LeerId.Schools;

namespace LeerId.Support;

/// <summary>
/// Tells the helpdesk whether pupils of a school may sign in today, and why not. Reads the list from storage. A change of the list is in force for pupils
/// within a minute (protocol, article 2).
/// </summary>
public sealed class ContractsToday(SchoolStore schools, RetentionPolicy policy, TimeProvider clock)
{
    /// <summary>Looks a number up; null if the text is not a school number.</summary>
    /// <param name="number">The school's current number, or its number from before a merger; six digits.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<ContractToday?> FindAsync(string number, CancellationToken cancellationToken) =>
        SchoolNumber.TryParse(number, out SchoolNumber asked) ? Of(asked, await schools.ListAsync(cancellationToken)) : null;

    /// <summary>Looks a number up in a list that was read already.</summary>
    /// <param name="asked">The school's current number, or its number from before a merger.</param>
    /// <param name="list">The list.</param>
    public ContractToday Of(SchoolNumber asked, SchoolList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        DateOnly today = BrusselsTime.Today(clock);
        SchoolContract[] held = [.. list.Contracts
            .Where(contract => contract.Number == asked || contract.FormerNumbers.Contains(asked))];
        // Several contracts can have the number, each for a different period. If none is in force, a future contract is more informative than the last
        // that ended.
        SchoolContract? contract = held.FirstOrDefault(contract => contract.IsInForceOn(today))
            ?? held.Where(contract => contract.From > today).MinBy(contract => contract.From)
            ?? held.MaxBy(contract => contract.Until);
        ContractState state = contract switch
        {
            _ when policy.AgreementHasEnded => ContractState.AgreementEnded,
            _ when policy.SignInsAreSuspended => ContractState.SignInsSuspended,
            null => ContractState.NoContract,
            _ when contract.IsInForceOn(today) => ContractState.InForce,
            _ when contract.From > today => ContractState.NotBegun,
            _ => ContractState.Ended,
        };
        return new ContractToday(
            asked, today, state == ContractState.InForce, state, contract?.Number, contract?.Name, contract?.From, contract?.Until, Explain(state));
    }

    private static string Explain(ContractState state) => state switch
    {
        ContractState.InForce => "De school heeft vandaag een contract: haar leerlingen kunnen zich aanmelden.",
        ContractState.NotBegun => "Het contract van de school is nog niet begonnen. Tot dan worden haar leerlingen geweigerd.",
        ContractState.Ended => "Het contract van de school is afgelopen. Haar leerlingen worden geweigerd tot er een nieuw contract is.",
        ContractState.NoContract => "Onder dit nummer is er geen contract. Vraag de school of haar leerlingen onder een ander nummer ingeschreven zijn.",
        ContractState.SignInsSuspended =>
            "Aanmelden met LeerID is tijdelijk stopgezet, voor alle scholen: geen enkele leerling kan zich nu aanmelden, ook niet met een contract.",
        _ => "Het protocol met het Departement Onderwijs en Vorming is afgelopen: geen enkele leerling kan zich nog aanmelden.",
    };
}

/// <summary>The reason why pupils of a school may sign in today, or may not.</summary>
[JsonConverter(typeof(ContractStateNames))]
public enum ContractState
{
    /// <summary>A contract is in force.</summary>
    InForce,

    /// <summary>The contract begins later.</summary>
    NotBegun,

    /// <summary>The contract has ended.</summary>
    Ended,

    /// <summary>No school on the list has the number, neither now nor formerly.</summary>
    NoContract,

    /// <summary>The provider's own agreement with DOV has ended, so all pupils are refused.</summary>
    AgreementEnded,

    /// <summary>The setting <c>Agreement:Suspended</c> stops all sign-ins, whether or not the school has a contract.</summary>
    SignInsSuspended,
}

/// <summary>Whether pupils of a school may sign in today.</summary>
/// <param name="Number">The requested number.</param>
/// <param name="Day">Today, Brussels calendar.</param>
/// <param name="MayComeIn">Whether pupils who are enrolled under that number may sign in.</param>
/// <param name="State">The reason.</param>
/// <param name="School">
/// The current number of the school with the contract, which differs if a former number was requested; null if there is no contract.
/// </param>
/// <param name="Name">That school's name; null if there is no contract.</param>
/// <param name="From">The first day of the contract; null if there is no contract.</param>
/// <param name="Until">The last day of the contract; null if it has no end, or if there is no contract.</param>
/// <param name="Explanation">The reason in plain Dutch.</param>
public sealed record ContractToday(
    SchoolNumber Number, DateOnly Day, bool MayComeIn, ContractState State, SchoolNumber? School, string? Name, DateOnly? From, DateOnly? Until,
    string Explanation);

internal sealed class ContractStateNames() : JsonStringEnumConverter<ContractState>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
