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
        where CalendarPeriod.Parse(setting.Setting) is null
        select new ValidationResult($"{Section}:{setting.Table} is not an ISO 8601 duration in years, months, weeks or days, such as P5Y.");
}

[OptionsValidator]
internal sealed partial class RecordRetentionOptionsValidator : IValidateOptions<RecordRetentionOptions>;
