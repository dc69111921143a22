using System.Text.RegularExpressions;
using LeerId.Evidence;
using LeerId.LocalServices;
using LeerId.Register;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The measures have the values of the running software.</summary>
public sealed partial class MeasuresTests
{
    private const string OtherRoles =
        "helpdesk (in de personeelsgids: helpdesk), privacy (in de personeelsgids: privacy), schools-sync (in de personeelsgids: schools-sync)";

    private const string Storage = "UseDevelopmentStorage=true";

    [Theory]
    [InlineData("toegelaten adressen", "alleen https")]
    [InlineData("PKCE", "S256")]
    [InlineData("kleinste sleutel van ACM", "2048 bits")]
    [InlineData("speling tussen de klokken", "1 minuut")]
    [InlineData("een token is hoogstens zo lang geleden gemaakt", "5 minuten")]
    [InlineData("langste token", "65536 tekens")]
    [InlineData("een aanmelding mag duren", "10 minuten")]
    [InlineData("aanmeldingen tegelijk per browser", "5")]
    [InlineData("Oefenapp: handtekening van het ID-token", "RS256")]
    [InlineData("Oefenapp: maakt zich bekend met", "ClientSecretBasic")]
    [InlineData("een code geldt, één keer, gedurende", "1 minuut")]
    [InlineData("een wijziging van de scholen met een overeenkomst geldt na", "hoogstens 1 minuut")]
    [InlineData("een uitgeschakelde versie van een sleutel is buiten gebruik na", "5 minuten")]
    [InlineData("handtekening van een zegel", "ES256")]
    [InlineData("termijn voor de melding van een datalek aan de toezichthouder", "72 uur")]
    [InlineData("het wissen loopt", "elke dag om 02.30 uur UTC (0 30 2 * * *)")]
    [InlineData("verzegelde dagen en registers worden gearchiveerd", "elke dag om 03.45 uur UTC (0 45 3 * * *)")]
    [InlineData("afgelopen dagen worden verzegeld", "elke dag om 01.30 uur UTC (0 30 1 * * *)")]
    [InlineData("oude regels worden gewist", "elke dag om 03.00 uur UTC (0 0 3 * * *)")]
    [InlineData("aanmeldingen tot en met deze dag vallen nu buiten de termijn", "9 september 2023")]
    [InlineData("ontvanger bij DOV ingesteld", "ja")]
    public void Measure_has_the_value_that_is_in_force(string name, string value)
    {
        using EvidenceRig rig = new(Storage);
        Assert.Equal(value, Value(rig, name));
    }

    [Theory]
    [InlineData("Retention:Period", "P1Y", "gegevens van een leerling blijven na de laatste aanmelding", "3 jaar (P3Y)", "1 jaar (P1Y)")]
    [InlineData("Retention:Period", "P1Y", "aanmeldingen tot en met deze dag vallen nu buiten de termijn", "9 september 2023", "9 september 2025")]
    [InlineData("Retention:UsernameUntil", "2026-09-10", "gebruikersnamen worden gelezen en bewaard", "ja; tot 2028-01-01", "nee; tot 2026-09-10")]
    [InlineData("Retention:Schedule", "0 0 */6 * * *", "het wissen loopt", "elke dag om 02.30 uur UTC (0 30 2 * * *)", "0 0 */6 * * * (NCrontab, UTC)")]
    [InlineData(
        "Notices:RequeueSchedule", "0 7 * * * *", "wat niet aankwam, wordt opnieuw verzonden",
        "elk uur, 5 minuten na het hele uur (0 5 * * * *)", "elk uur, 7 minuten na het hele uur (0 7 * * * *)")]
    [InlineData(
        "Notices:DeadlineSchedule", null, "termijnen van datalekken worden nagekeken",
        "elk uur, 10 minuten na het hele uur (0 10 * * * *)", "niet ingesteld")]
    [InlineData("Disclosures:WaitingDays", "5", "volle werkdagen tussen de melding bij DOV en het geven van uuid's", "2", "5")]
    [InlineData("PrivacyLog:Period", "P10Y", "een regel blijft", "3 jaar (P3Y)", "10 jaar (P10Y)")]
    [InlineData("Agreement:EndDate", "2029-08-31", "einde van het protocol", "niet opgegeven", "2029-08-31")]
    [InlineData(
        "Agreement:GracePeriod", "P2W", "wachttijd tussen de eerste aankondiging na het einde en het wissen", "1 week (P1W)", "2 weken (P2W)")]
    [InlineData("Agreement:Suspended", "true", "het aanmelden is tijdelijk stopgezet", "nee", "ja")]
    [InlineData(
        "Agreement:Schedule", "0 41 * * * *", "na het einde wordt aangekondigd en gewist",
        "elk uur, 40 minuten na het hele uur (0 40 * * * *)", "elk uur, 41 minuten na het hele uur (0 41 * * * *)")]
    [InlineData(
        "Retention:RecordsSchedule", "0 31 3 * * *", "registers en verslagen worden gewist",
        "elke dag om 03.30 uur UTC (0 30 3 * * *)", "elke dag om 03.31 uur UTC (0 31 3 * * *)")]
    [InlineData("Smtp:Port", "465", "versleuteling naar de mailserver", "TLS verplicht (STARTTLS)", "TLS vanaf het begin")]
    [InlineData("Smtp:CheckRevocation", "false", "intrekking van het certificaat van de mailserver nagekeken", "ja", "nee")]
    [InlineData("Smtp:Host", "127.0.0.1", "versleuteling naar de mailserver", "TLS verplicht (STARTTLS)", "geen: de mailserver staat op dezelfde machine")]
    [InlineData(
        "AZURE_FUNCTIONS_ENVIRONMENT", "Development", "toegelaten adressen", "alleen https", "https; http alleen op de eigen machine (ontwikkelomgeving)")]
    [InlineData("KeyVault:Uri", "https://vault.example", "sleutels en wachtwoorden staan in", "instellingen, zonder kluis", "Azure Key Vault")]
    [InlineData(
        "StudentStorage:accountName", "students", "toegang tot de opslag van de gegevens van leerlingen",
        "met een verbindingsreeks", "met de identiteit van de toepassing, zonder sleutel")]
    [InlineData("StudentStorage:accountName", "students", "de gegevens van leerlingen hebben een eigen opslag", "nee", "ja")]
    [InlineData(
        "Acm:ClientAuthentication", "ClientSecretBasic", "deze dienst maakt zich bekend met",
        "een ondertekend bewijs dat 2 minuten geldt (sleutel van minstens 2048 bits)", "een wachtwoord (ClientSecretBasic)")]
    [InlineData("Acm:AgreedClaims", "ov_orgnaam zoneinfo", "gegevens buiten het protocol die met DOV zijn afgesproken", "geen", "ov_orgnaam, zoneinfo")]
    [InlineData("Acm:Issuer", "https://other.example/op", "ACM", "https://acm.example", "https://other.example")]
    [InlineData(
        "Staff:Roles:Dpo", "LeerID.Dpo", "rollen",
        "access-control (in de personeelsgids: access-control), dpo (in de personeelsgids: dpo), operator (in de personeelsgids: operator), "
            + OtherRoles,
        "access-control (in de personeelsgids: access-control), dpo (in de personeelsgids: LeerID.Dpo), operator (in de personeelsgids: operator), "
            + OtherRoles)]
    [InlineData("Staff:Programs", "crm", "programma's die de lijst van scholen mogen lezen en invoeren", "geen", "crm")]
    [InlineData(
        "Confidentiality:Version", "2026-1", "wie gegevens van leerlingen ziet, heeft in het voorbije jaar deze tekst over vertrouwelijkheid aanvaard",
        "versie standard-2", "versie 2026-1")]
    public void Measure_changes_with_its_setting(string setting, string? value, string name, string before, string after)
    {
        using EvidenceRig plain = new(Storage), changed = new(Storage, settings: (setting, value));
        Assert.Equal((before, after), (Value(plain, name), Value(changed, name)));
    }

    [Fact]
    public void Articles_that_the_report_names_are_in_the_trace_of_the_protocol()
    {
        using EvidenceRig rig = new(Storage);
        string[] named = [.. Measures(rig).Select(measure => measure.Article)
            .Concat(rig.Get<RegisterWriter>().Write().ErasureTerms.Select(term => term.Article)).Distinct()];
        string trace = File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "docs", "protocol-trace.md"));
        HashSet<string> traced = [.. TraceRow().Matches(trace).Select(row => row.Groups[1].Value)];
        Assert.Equal(
            ["2", "3", "4", "5", "6", "7", "9", "11"], named.OrderBy(article => int.Parse(article, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(named, article => Assert.Contains(article, traced));
    }

    private static Measure[] Measures(EvidenceRig rig) => [.. rig.Get<IServiceProvider>().GetServices<IMeasureSource>().SelectMany(source => source.Read())];

    private static string Value(EvidenceRig rig, string name) => Measures(rig).First(measure => measure.Name == name).Value;

    [GeneratedRegex(@"^\| (\d+)[, ]", RegexOptions.Multiline)]
    private static partial Regex TraceRow();
}
