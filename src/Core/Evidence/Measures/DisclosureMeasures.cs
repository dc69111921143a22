using LeerId.Disclosures;
using Microsoft.Extensions.Options;

namespace LeerId.Evidence.Measures;

internal sealed class DisclosureMeasures(IOptions<DisclosureOptions> options) : IMeasureSource
{
    private const string Topic = "Mededeling aan andere dienstenleveranciers";
    private const string Article = "4";

    public IEnumerable<Measure> Read()
    {
        yield return new(Topic, "wachttijd na de melding aan DOV", EvidenceText.Number(options.Value.WaitingDaysNumber, "volle werkdag", "volle werkdagen"), Article);
    }
}
