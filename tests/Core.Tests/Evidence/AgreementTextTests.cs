using LeerId.Evidence;
using LeerId.Retention;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The phase of the end of the agreement, in words.</summary>
public sealed class AgreementTextTests
{
    [Fact]
    public void Every_phase_has_a_sentence_of_its_own_and_four_can_be_decided_about()
    {
        AgreementStatus[] all = [.. Enum.GetValues<DestructionPhase>().Select(Status)];
        Assert.Equal(all.Length, all.Select(AgreementText.Summary).Distinct().Count());
        Assert.Equal(
            [DestructionPhase.NotAnnounced, DestructionPhase.Announced, DestructionPhase.Cancelled, DestructionPhase.Confirmed],
            all.Where(AgreementText.CanDecide).Select(status => status.Phase));
    }

    [Fact]
    public void Dates_and_decisions_are_in_Dutch()
    {
        DocumentSection section = AgreementText.Write(Status(DestructionPhase.Announced) with
        {
            AnnouncedOn = new(2027, 6, 30),
            Decisions =
            [
                new(DecisionKind.Confirmed, new(2027, 7, 1, 8, 0, 0, TimeSpan.Zero), "persoon-1", "dpo"),
                new(DecisionKind.Cancelled, new(2027, 7, 1, 9, 0, 0, TimeSpan.Zero), "persoon-2", "operator") { Reason = "verkeerd getypt" },
            ],
        });

        Assert.Equal(
            ["30 juni 2027", "1 week", "30 juni 2027", "7 juli 2027", "nog niet begonnen", "nog niet"], section.Tables[0].Rows.Select(row => row.Cells[0]));
        Assert.Equal(
            [
                "1 juli 2027 om 10.00 uur|bevestigd|functionaris|persoon-1|",
                "1 juli 2027 om 11.00 uur|geannuleerd|operator|persoon-2|verkeerd getypt",
            ],
            section.Tables[1].Rows.Select(row => $"{row.Head}|{string.Join('|', row.Cells)}"));
        Assert.Equal(
            "Het protocol is geëindigd. Het wissen van alle gegevens van leerlingen begint vanzelf op 7 juli 2027.",
            AgreementText.Summary(Status(DestructionPhase.Announced)));
    }

    private static AgreementStatus Status(DestructionPhase phase) => new()
    {
        Phase = phase,
        SignInsSuspended = false,
        GracePeriod = "P1W",
        EndDate = new(2027, 6, 30),
        StartsOn = new(2027, 7, 7),
    };
}
