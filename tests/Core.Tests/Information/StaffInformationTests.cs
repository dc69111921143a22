using LeerId.Core.Tests.Evidence;
using LeerId.Information;
using LeerId.Register;

namespace LeerId.Core.Tests.Information;

/// <summary>The information for staff lists what the software records about them.</summary>
public sealed class StaffInformationTests
{
    private const string Storage = "UseDevelopmentStorage=true";

    [Fact]
    public void Everything_recorded_about_staff_is_described_as_in_the_register()
    {
        using EvidenceRig rig = new(Storage, settings: ("PrivacyLog:Period", "P5Y"));
        InformationDocument document = rig.Get<StaffInformation>().Write();

        Assert.Equal(
            [
                "Over wie het gaat", "Wie verantwoordelijk is", "Wat we vastleggen", "Waar het vandaan komt", "Waarom, en waarom dat mag", "Wie het ziet",
                "Hoe lang we het bewaren", "Wat u mag vragen", "Waar u kunt klagen",
            ],
            document.Sections.Select(section => section.Title));
        Assert.Equal(
            RegisterWriter.RecordedOfStaff.Select(recorded => $"{recorded}.".ToUpperInvariant()),
            document.Sections[2].Items.Select(item => item.ToUpperInvariant()));
        Assert.All(RegisterWriter.RecordedOfStaff, recorded => Assert.Contains(recorded, rig.Get<RegisterWriter>().Write().AlsoRecorded));
        Assert.Equal(
            rig.Get<RegisterWriter>().Write().ErasureTerms.Where(term => term.NamesStaff).Select(term => $"{term.What}: {term.Term}.".ToUpperInvariant()),
            document.Sections[6].Items.Select(item => item.ToUpperInvariant()));
        Assert.Contains("De regels van de privacylog: 5 jaar.", document.Sections[6].Items);
        Assert.Contains("De verzoeken van betrokkenen: 5 jaar na het afsluiten.", document.Sections[6].Items);
        // The record of a run names the member of staff who confirmed it.
        Assert.Contains(document.Sections[6].Items, item => item.StartsWith("Het verslag van elke taak en elke wisbeurt: ", StringComparison.Ordinal));
        string text = PupilInformationTests.Text(document);
        string[] expected =
        [
            "Uitgeverij Voorbeeld, Voorbeeldstraat 1, 1000 Brussel", "dpo@provider.example", "access-control, dpo, operator, helpdesk, privacy", "Wolk NV",
            "nummer in de personeelsgids, rol, tijdstip, handeling en doel", "versie van de tekst en tijdstip", "Drukpersstraat 35",
        ];
        Assert.All(expected, told => Assert.Contains(told, text, StringComparison.Ordinal));
        Assert.DoesNotContain("schools-sync", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Absent_settings_leave_no_empty_heading_or_list()
    {
        using EvidenceRig rig = new(Storage, without: "Register:Processors");
        InformationDocument document = rig.Get<StaffInformation>().Write();
        Assert.All(document.Sections, section => Assert.All(
            [section.Title, .. section.Texts, .. section.Items], text => Assert.False(string.IsNullOrWhiteSpace(text), section.Title)));
        Assert.DoesNotContain("verwerkers", PupilInformationTests.Text(document), StringComparison.Ordinal);
    }
}
