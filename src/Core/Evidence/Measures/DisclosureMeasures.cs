using LeerId.Disclosures;
using Microsoft.Extensions.Options;

namespace LeerId.Evidence.Measures;

internal sealed class DisclosureMeasures(IOptions<DisclosureOptions> disclosures) : IMeasureSource
{
    public IEnumerable<Measure> Read()
    {
        yield return new("Mededelingen", "volle werkdagen tussen de melding bij DOV en het geven van uuid's", disclosures.Value.WaitingDays, "4");
    }
}
