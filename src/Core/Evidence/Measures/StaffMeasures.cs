using LeerId.OpenIdConnect;
using LeerId.Register;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Extensions.Options;

namespace LeerId.Evidence.Measures;

internal sealed class StaffMeasures(IOptions<StaffOptions> staff) : IMeasureSource
{
    private const string Topic = "Toegang van medewerkers";
    private const string Article = "4";

    public IEnumerable<Measure> Read()
    {
        StaffOptions options = staff.Value;
        yield return new(Topic, "medewerkers melden aan via", options.Issuer, Article);
        yield return new(Topic, "toegelaten handtekening van tokens", $"alleen {Jws.Algorithm}", Article);
        yield return new(Topic, "een verlopen token wordt geweigerd na", DutchValue.Of(TokenValidator.Skew), Article);
        yield return new(
            Topic, "rollen",
            string.Join(", ", Enum.GetValues<StaffRole>().Select(role => $"{role.ToText()} (in de personeelsgids: {options.Roles.Of(role)})")), Article);
        yield return new(Topic, "wie gegevens van een leerling opvraagt, zegt waarom, in hoogstens", $"{StaffCaller.MaximumPurposeLength} tekens", Article);
    }
}
