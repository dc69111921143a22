using LeerId.Notices;

namespace LeerId.Core.Tests.Notices;

/// <summary>The text of a notice about a change of the processors.</summary>
public sealed class ProcessorChangesTests
{
    private static readonly KnownProcessor Cloud = new("Wolk NV", "opslag", "IE", "VO-2026-1", new DateOnly(2026, 8, 1));
    private static readonly KnownProcessor Mail = new("Post BV", "mail", "BE", "VO-2026-2", new DateOnly(2026, 8, 2));

    [Fact]
    public void The_same_processors_in_another_order_are_no_change() => Assert.Null(ProcessorChanges.Describe([Cloud, Mail], [Mail, Cloud with { }]));

    [Fact]
    public void Added_and_removed_processors_are_named_with_all_fields() => Assert.Equal(
        """
        Toegevoegd: Post BV (dienst: mail; land: BE; overeenkomst: VO-2026-2; sinds 2 augustus 2026).
        Verwijderd: Wolk NV (dienst: opslag; land: IE; overeenkomst: VO-2026-1; sinds 1 augustus 2026).
        """.ReplaceLineEndings("\n"),
        ProcessorChanges.Describe([Cloud], [Mail]));

    [Fact]
    public void Changed_fields_are_named_with_both_values() => Assert.Equal(
        "Gewijzigd: Wolk NV: de dienst was \"opslag\" en is nu \"hosting\"; het land was IE en is nu BE;"
            + " de overeenkomst was \"VO-2026-1\" en is nu \"VO-2027-9\";"
            + " de begindatum was 1 augustus 2026 en is nu 1 januari 2027.",
        ProcessorChanges.Describe(
            [Cloud, Mail], [Mail, new KnownProcessor("Wolk NV", "hosting", "BE", "VO-2027-9", new DateOnly(2027, 1, 1))]));

    [Fact]
    public void An_organisation_with_two_services_is_two_processors()
    {
        KnownProcessor backup = Cloud with { Service = "reservekopie" };
        Assert.Equal(
            "Toegevoegd: Wolk NV (dienst: reservekopie; land: IE; overeenkomst: VO-2026-1; sinds 1 augustus 2026).",
            ProcessorChanges.Describe([Cloud], [Cloud, backup]));
        Assert.Equal(
            "Verwijderd: Wolk NV (dienst: opslag; land: IE; overeenkomst: VO-2026-1; sinds 1 augustus 2026).",
            ProcessorChanges.Describe([Cloud, backup], [backup]));
    }
}
