using System.ComponentModel.DataAnnotations;
using LeerId.Calendar;
using LeerId.Storage;
using Microsoft.Extensions.Options;

namespace LeerId.Retention;

/// <summary>
/// How long the records of each table are kept after they were closed (GDPR, article 5(1)(e)): ISO 8601 durations in calendar units. Settings
/// <c>Retention:Records:*</c>, each named after its table.
/// </summary>
public sealed class RecordRetentionOptions : IValidatableObject
{
    internal const string Section = "Retention:Records";
    private const string FiveYears = "P5Y";

    private static readonly DateOnly FirstDay = new(2027, 1, 1);

    /// <summary>How long notices are kept after they were closed: an ISO 8601 duration in calendar units.</summary>
    public string Notices { get; set; } = FiveYears;

    /// <summary>How long disclosures are kept after they were given or withdrawn: an ISO 8601 duration in calendar units.</summary>
    public string Disclosures { get; set; } = FiveYears;

    /// <summary>How long requests of data subjects are kept after they were closed: an ISO 8601 duration in calendar units.</summary>
    public string Requests { get; set; } = FiveYears;

    /// <summary>How long restrictions are kept after they were lifted: an ISO 8601 duration in calendar units.</summary>
    public string Restrictions { get; set; } = FiveYears;

    /// <summary>How long the record of a run is kept after the run ended: an ISO 8601 duration in calendar units.</summary>
    public string Runs { get; set; } = FiveYears;

    /// <summary>How long the acceptance of the confidentiality text is kept after it expired: an ISO 8601 duration in calendar units.</summary>
    public string Acknowledgements { get; set; } = FiveYears;

    /// <summary>How long changes of the list of schools are kept: an ISO 8601 duration in calendar units.</summary>
    public string SchoolHistory { get; set; } = FiveYears;

    /// <summary>The tables and their settings, in the order in which the register lists them.</summary>
    internal IReadOnlyList<(TableName Table, string Setting)> All =>
    [
        (TableName.Notices, Notices), (TableName.Disclosures, Disclosures), (TableName.Requests, Requests), (TableName.Restrictions, Restrictions),
        (TableName.Runs, Runs), (TableName.Acknowledgements, Acknowledgements), (TableName.SchoolHistory, SchoolHistory),
    ];

    /// <summary>The period of a table; only after validation.</summary>
    /// <exception cref="InvalidOperationException">The table has no such setting.</exception>
    internal CalendarPeriod TermOf(TableName table) => CalendarPeriod.Parse(All.Single(setting => setting.Table == table).Setting)!.Value;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from setting in All
        let fault = Fault(setting.Setting)
        where fault is not null
        select new ValidationResult($"{Section}:{setting.Table} {fault}");

    // A shorter period is probably a typing error, such as P5D, and would delete records that nobody can restore.
    private static string? Fault(string setting) => CalendarPeriod.Parse(setting) switch
    {
        null => "is not an ISO 8601 duration in years, months, weeks or days, such as P5Y.",
        { } period when period.AddTo(FirstDay) < FirstDay.AddYears(1) => "is shorter than a year: give a period of P1Y or longer, such as P5Y.",
        _ => null,
    };
}

[OptionsValidator]
internal sealed partial class RecordRetentionOptionsValidator : IValidateOptions<RecordRetentionOptions>;
