using LeerId.Disclosures;
using LeerId.Schools;

namespace LeerId.Core.Tests.Disclosures;

internal static class DisclosureSamples
{
    public static readonly DateOnly Today = new(2026, 9, 1);

    public static DisclosureRequest Request { get; } = new()
    {
        Receiver = new DisclosureReceiver
        {
            Key = "uitgeverij-voorbeeld",
            Name = "Uitgeverij Voorbeeld",
            ConnectedToLeerId = true,
            ProtocolReference = "LEERID/2025/17",
            ProtocolDate = new DateOnly(2025, 3, 1),
        },
        Purpose = "Dezelfde leerling herkennen in beide leermiddelen.",
        Compatibility = "Het is dezelfde identificatie, voor dezelfde school.",
        Board = new DisclosureBoard
        {
            Name = "Scholengroep Voorbeeld vzw",
            RequestReference = "brief 12",
            RequestDate = new DateOnly(2026, 8, 20),
        },
        Schools = ["012345", "030569"],
    };

    public static SchoolContract School(string number, string? board = "Scholengroep Voorbeeld vzw", params string[] formerNumbers) => new()
    {
        Number = SchoolNumber.Parse(number),
        Name = $"School {number}",
        From = new DateOnly(2025, 9, 1),
        Until = new DateOnly(2026, 9, 1),
        Board = board,
        FormerNumbers = [.. formerNumbers.Select(SchoolNumber.Parse)],
    };
}
