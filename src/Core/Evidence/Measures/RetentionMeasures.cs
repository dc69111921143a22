using LeerId.Calendar;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Register;
using LeerId.Retention;
using LeerId.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LeerId.Evidence.Measures;

internal sealed class RetentionMeasures(
    IConfiguration configuration, IOptions<RetentionOptions> retention, IOptions<AgreementOptions> agreement, IOptions<PrivacyLogOptions> privacyLog,
    RetentionPolicy policy) : IMeasureSource
{
    private const string Topic = "Bewaren en wissen";
    private const string LogTopic = "Privacylog";

    public IEnumerable<Measure> Read()
    {
        yield return new(Topic, "gegevens van een leerling blijven na de laatste aanmelding", Period(retention.Value.Term!.Value, retention.Value.Period), "3");
        yield return new(
            Topic, "aanmeldingen tot en met deze dag vallen nu buiten de termijn",
            DutchDate.Day(DateOnly.FromDateTime(BrusselsTime.Local(policy.CutOff).DateTime).AddDays(-1)), "3");
        yield return new(Topic, "het wissen loopt", Schedule("Retention:Schedule"), "3");
        yield return new(
            Topic, "gebruikersnamen worden gelezen en bewaard", $"{DutchValue.YesNo(policy.KeepsUsernames)}; tot {retention.Value.UsernameUntil}", "5");
        yield return new(Topic, "einde van het protocol", agreement.Value.EndDate is { Length: > 0 } end ? end : "niet opgegeven", "11");
        yield return new(
            Topic, "wachttijd tussen de eerste aankondiging na het einde en het wissen",
            Period(agreement.Value.Grace!.Value, agreement.Value.GracePeriod), "11");
        yield return new(Topic, "na het einde wordt aangekondigd en gewist", Schedule("Agreement:Schedule"), "11");
        yield return new(Topic, "het aanmelden is tijdelijk stopgezet", DutchValue.YesNo(policy.SignInsAreSuspended), "11");
        yield return new(Topic, "registers en verslagen worden gewist", Schedule("Retention:RecordsSchedule"), "6");
        yield return new(LogTopic, "een regel blijft", Period(privacyLog.Value.Term!.Value, privacyLog.Value.Period), "6");
        yield return new(LogTopic, "oude regels worden gewist", Schedule("PrivacyLog:ExpirySchedule"), "6");
        yield return new(LogTopic, "verzegelde dagen en registers worden gearchiveerd", Schedule("Archive:Schedule"), "6");
        yield return new(LogTopic, "afgelopen dagen worden verzegeld", Schedule("PrivacyLog:SealSchedule"), "6");
        yield return new(LogTopic, "een dag kan verzegeld worden na het einde ervan en", DutchValue.Of(PrivacyLogDays.Margin), "6");
        yield return new(LogTopic, "handtekening van een zegel", SigningKey.Algorithm, "6");
    }

    private static string Period(CalendarPeriod period, string setting) => $"{DutchValue.Of(period)} ({setting})";

    private string Schedule(string setting) => DutchValue.Schedule(configuration[setting]);
}
