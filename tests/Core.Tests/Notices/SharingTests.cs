using LeerId.Notices;

namespace LeerId.Core.Tests.Notices;

/// <summary>A disclosure of which DOV is notified in advance: required fields, letter, and the earliest moment at which it may take place.</summary>
public sealed class SharingTests
{
    private static readonly DateTimeOffset Now = NoticeSamples.KnownAt;

    private static readonly SharingContent Sharing = new()
    {
        Receiver = "het parket van Gent",
        Data = [ProtocolDatum.LeerIdUuid, ProtocolDatum.Naam, ProtocolDatum.Instellingsnummer],
        PupilCount = 1,
        LegalGround = "vordering, artikel 46bis van het Wetboek van strafvordering",
        PlannedAt = Now.AddHours(3),
    };

    [Fact]
    public void Every_field_is_required_and_the_planned_moment_is_in_the_future()
    {
        Assert.Empty(NoticeValidation.Check(Sharing, Now));
        Assert.Equal(["receiver", "data", "pupilCount", "legalGround", "plannedAt"], Fields(new SharingContent()));
        Assert.Equal(["data", "pupilCount"], Fields(Sharing with { Data = [], PupilCount = -1 }));
        Assert.Equal(["plannedAt"], Fields(Sharing with { PlannedAt = Now }));
        Assert.Equal(["receiver", "legalGround"], Fields(Sharing with
        {
            Receiver = "school van 1ee71d00-0000-4000-8000-000000000001",
            LegalGround = "dossier 1EE71D00000040008000000000000001",
        }));
    }

    [Fact]
    public void Letter_names_the_data_the_recipient_and_the_moment()
    {
        NoticeLetter letter = NoticeLetter.For(NoticeSamples.Notice(Sharing, NoticeKind.Sharing));

        Assert.Equal("Mededeling van gegevens 01K4E8J1YZ3N5B6C7D8E9F0G1H: gepland op 1 september 2026 om 11.30 uur", letter.Subject);
        string text = letter.ToText();
        Assert.Contains("Ontvanger:\nhet parket van Gent\n", text, StringComparison.Ordinal);
        Assert.Contains("Gegevens:\nNaam, Leer_id_uuid, Instellingsnummer\n", text, StringComparison.Ordinal);
        Assert.Contains("Aantal leerlingen:\n1\n", text, StringComparison.Ordinal);
        Assert.Contains("Rechtsgrond:\nvordering, artikel 46bis", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Disclosure_can_have_taken_place_only_after_DOV_received_the_notice()
    {
        NoticeEnding shared = new() { At = Now.AddHours(2) };
        Assert.Equal(["at"], Fields(shared, deliveredAt: null));
        Assert.Equal(["at"], Fields(shared, deliveredAt: Now.AddHours(2)));
        Assert.Empty(Fields(shared, deliveredAt: Now.AddHours(2).AddSeconds(-1)));
        // The moment is in the future.
        Assert.Equal(["at"], Fields(new NoticeEnding { At = Now.AddDays(2) }, deliveredAt: Now));
    }

    [Fact]
    public void Cancelled_disclosure_needs_a_reason_and_no_delivery()
    {
        Assert.Equal(["text"], Fields(new NoticeEnding(), deliveredAt: null));
        Assert.Empty(Fields(new NoticeEnding { Text = "De vordering is ingetrokken." }, deliveredAt: null));
    }

    [Fact]
    public void Quality_fault_ends_with_a_moment_and_what_was_done()
    {
        Notice fault = NoticeSamples.Notice(new QualityContent { FoundAt = Now, Data = "Naam", Problem = "x" }, NoticeKind.Quality);
        DateTimeOffset later = Now.AddDays(1);
        Assert.Equal(["at", "text"], NoticeValidation.Check(new NoticeEnding(), fault, later).Select(one => one.Field));
        Assert.Equal(["at"], NoticeValidation.Check(new NoticeEnding { At = Now.AddHours(-1), Text = "x" }, fault, later).Select(one => one.Field));
        Assert.Equal(
            ["text"],
            NoticeValidation.Check(new NoticeEnding { At = later, Text = "1ee71d00-0000-4000-8000-000000000001" }, fault, later).Select(one => one.Field));
        Assert.Empty(NoticeValidation.Check(new NoticeEnding { At = later, Text = "Verbeterd." }, fault, later));
    }

    [Theory]
    [InlineData(NoticeKind.Quality, 1)]
    [InlineData(NoticeKind.Sharing, 1)]
    [InlineData(NoticeKind.Breach, 0)]
    public void Supplement_about_pupils_holds_no_uuid(NoticeKind kind, int faults) => Assert.Equal(
        faults, NoticeValidation.Check(new SupplementContent { Text = "Het is 1ee71d00-0000-4000-8000-000000000001." }, kind, Now).Count);

    private static IEnumerable<string> Fields(SharingContent sharing) => NoticeValidation.Check(sharing, Now).Select(fault => fault.Field);

    private static IEnumerable<string> Fields(NoticeEnding ending, DateTimeOffset? deliveredAt) => NoticeValidation
        .Check(
            ending,
            NoticeSamples.Notice(Sharing, NoticeKind.Sharing) with
            {
                SentAt = new Dictionary<NoticeRecipient, DateTimeOffset?> { [NoticeRecipient.Dov] = deliveredAt },
            },
            Now.AddDays(1))
        .Select(fault => fault.Field);
}
