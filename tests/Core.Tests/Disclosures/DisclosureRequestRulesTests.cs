using System.Text.Json;
using LeerId.Disclosures;
using static LeerId.Disclosures.DisclosureCondition;

namespace LeerId.Core.Tests.Disclosures;

/// <summary>The conditions of article 4 that depend only on the request, one per test.</summary>
public sealed class DisclosureRequestRulesTests
{
    private static DisclosureReceiver Receiver => DisclosureSamples.Request.Receiver!;

    private static DisclosureBoard Board => DisclosureSamples.Request.Board!;

    [Fact]
    public void Complete_request_meets_every_condition() => Assert.Empty(Check(DisclosureSamples.Request));

    [Fact]
    public void Empty_request_names_every_unmet_condition() => Assert.Equal(
        [
            new(ReceiverKeyInvalid) { Field = "receiver.key" },
            new(ReceiverMissing) { Field = "receiver.name" },
            new(ReceiverNotConnected) { Field = "receiver.connectedToLeerId" },
            new(ReceiverProtocolMissing) { Field = "receiver.protocolReference" },
            new(ReceiverProtocolMissing) { Field = "receiver.protocolDate" },
            new(PurposeMissing) { Field = "purpose" },
            new(CompatibilityMissing) { Field = "compatibility" },
            new(SchoolBoardRequestMissing) { Field = "board.name" },
            new(SchoolBoardRequestMissing) { Field = "board.requestReference" },
            new(SchoolBoardRequestMissing) { Field = "board.requestDate" },
            new(SchoolsMissing) { Field = "schools" },
        ],
        Check(new DisclosureRequest()));

    [Theory]
    [InlineData("")]
    [InlineData("Uitgeverij")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("é")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890z")]
    public void Key_is_safe_for_a_table(string key) =>
        AssertOne(new(ReceiverKeyInvalid) { Field = "receiver.key" }, DisclosureSamples.Request with { Receiver = Receiver with { Key = key } });

    [Fact]
    public void Receiver_has_a_name() =>
        AssertOne(new(ReceiverMissing) { Field = "receiver.name" }, DisclosureSamples.Request with { Receiver = Receiver with { Name = " \t" } });

    [Fact]
    public void Receiver_is_connected_to_LeerID() => AssertOne(
        new(ReceiverNotConnected) { Field = "receiver.connectedToLeerId" },
        DisclosureSamples.Request with { Receiver = Receiver with { ConnectedToLeerId = false } });

    [Fact]
    public void Receiver_has_a_protocol_with_a_reference_and_a_date_not_in_the_future()
    {
        AssertOne(
            new(ReceiverProtocolMissing) { Field = "receiver.protocolReference" },
            DisclosureSamples.Request with { Receiver = Receiver with { ProtocolReference = null } });
        AssertOne(
            new(ReceiverProtocolMissing) { Field = "receiver.protocolDate" },
            DisclosureSamples.Request with { Receiver = Receiver with { ProtocolDate = null } });
        AssertOne(
            new(ReceiverProtocolInFuture) { Field = "receiver.protocolDate" },
            DisclosureSamples.Request with { Receiver = Receiver with { ProtocolDate = DisclosureSamples.Today.AddDays(1) } });
        Assert.Empty(Check(DisclosureSamples.Request with { Receiver = Receiver with { ProtocolDate = DisclosureSamples.Today } }));
    }

    [Fact]
    public void Purpose_is_given() => AssertOne(new(PurposeMissing) { Field = "purpose" }, DisclosureSamples.Request with { Purpose = "" });

    [Fact]
    public void Compatibility_is_explained() =>
        AssertOne(new(CompatibilityMissing) { Field = "compatibility" }, DisclosureSamples.Request with { Compatibility = null });

    [Fact]
    public void School_board_asks_with_a_reference_and_a_date_not_in_the_future()
    {
        AssertOne(new(SchoolBoardRequestMissing) { Field = "board.name" }, DisclosureSamples.Request with { Board = Board with { Name = "" } });
        AssertOne(
            new(SchoolBoardRequestMissing) { Field = "board.requestReference" },
            DisclosureSamples.Request with { Board = Board with { RequestReference = "" } });
        AssertOne(new(SchoolBoardRequestMissing) { Field = "board.requestDate" }, DisclosureSamples.Request with { Board = Board with { RequestDate = null } });
        AssertOne(
            new(SchoolBoardRequestInFuture) { Field = "board.requestDate" },
            DisclosureSamples.Request with { Board = Board with { RequestDate = DisclosureSamples.Today.AddDays(1) } });
    }

    [Fact]
    public void Schools_are_six_digits_each_and_not_too_many()
    {
        AssertOne(new(SchoolsMissing) { Field = "schools" }, DisclosureSamples.Request with { Schools = [] });
        Assert.Equal(
            [new(SchoolNumberInvalid) { Field = "schools[1]" }, new(SchoolNumberInvalid) { Field = "schools[2]" }],
            Check(DisclosureSamples.Request with { Schools = ["012345", "12345", null] }));
        AssertOne(new(TooManySchools) { Field = "schools" }, DisclosureSamples.Request with { Schools = [.. Enumerable.Repeat("012345", 1001)] });
        Assert.Empty(Check(DisclosureSamples.Request with { Schools = [.. Enumerable.Repeat("012345", 1000)] }));
    }

    [Fact]
    public void Texts_are_not_too_long()
    {
        AssertOne(new(TextTooLong) { Field = "purpose" }, DisclosureSamples.Request with { Purpose = new string('x', 4001) });
        AssertOne(new(TextTooLong) { Field = "board.name" }, DisclosureSamples.Request with { Board = Board with { Name = new string('x', 201) } });
    }

    [Fact]
    public void Numbers_are_unique_and_in_order() => Assert.Equal(
        ["012345", "030569"],
        DisclosureRequestRules.Numbers(DisclosureSamples.Request with { Schools = ["030569", "012345", "030569", "x", null] })
            .Select(number => number.ToString()));

    [Fact]
    public void Condition_on_the_wire_has_its_name_and_no_empty_members() => Assert.Equal(
        """
        [{"condition":"receiver-protocol-missing","field":"receiver.protocolDate"},
        {"condition":"school-not-of-board","school":"012345"},
        {"condition":"waiting-period-running","until":"2026-09-03T22:00:00Z"}]
        """.ReplaceLineEndings(""),
        JsonSerializer.Serialize(
            new[]
            {
                new UnmetCondition(ReceiverProtocolMissing) { Field = "receiver.protocolDate" },
                new UnmetCondition(SchoolNotOfBoard) { School = "012345" },
                new UnmetCondition(WaitingPeriodRunning) { Until = new DateTimeOffset(2026, 9, 3, 22, 0, 0, TimeSpan.Zero) },
            },
            JsonSerializerOptions.Web));

    private static void AssertOne(UnmetCondition expected, DisclosureRequest request) => Assert.Equal([expected], Check(request));

    private static IReadOnlyList<UnmetCondition> Check(DisclosureRequest request) => DisclosureRequestRules.Check(request, DisclosureSamples.Today);
}
