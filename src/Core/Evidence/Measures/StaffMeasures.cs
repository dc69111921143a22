using LeerId.OpenIdConnect;
using LeerId.Register;
using LeerId.Staff;
using LeerId.Staff.Admission;
using LeerId.Staff.Confidentiality;
using Microsoft.Extensions.Options;

namespace LeerId.Evidence.Measures;

internal sealed class StaffMeasures(IOptions<StaffOptions> staff, IOptions<ConfidentialityOptions> confidentiality) : IMeasureSource
{
    private const string Topic = "Toegang van medewerkers";
    private const string Article = "4";
    private const string ConfidentialityArticle = "6";

    public IEnumerable<Measure> Read()
    {
        StaffOptions options = staff.Value;
        yield return new(Topic, "medewerkers melden aan via", options.Issuer, Article);
        yield return new(Topic, "toegelaten handtekening van tokens", $"alleen {Jws.Algorithm}", Article);
        yield return new(Topic, "een verlopen token wordt geweigerd na", DutchValue.Of(TokenValidator.Skew), Article);
        yield return new(
            Topic, "rollen",
            string.Join(", ", Enum.GetValues<StaffRole>().Select(role => $"{role.ToText()} (in de personeelsgids: {options.Roles.Of(role)})")), Article);
        yield return new(
            Topic, "programma's die de lijst van scholen mogen lezen en invoeren", options.Programs.Length == 0 ? "geen" : options.Programs, Article);
        yield return new(
            Topic, "wie gegevens van leerlingen ziet, heeft in het voorbije jaar deze tekst over vertrouwelijkheid aanvaard",
            $"versie {confidentiality.Value.Version}", ConfidentialityArticle);
        yield return new(Topic, "wie gegevens van een leerling opvraagt, zegt waarom, in hoogstens", $"{StaffCaller.MaximumPurposeLength} tekens", Article);
    }
}
