using LeerId.Disclosures;
using static LeerId.Disclosures.DisclosureCondition;

namespace LeerId.Core.Tests.Disclosures;

/// <summary>Article 4 in plain Dutch: the conditions, the unmet ones, and who must act next.</summary>
public sealed class DisclosureTextsTests
{
    private static readonly DateTimeOffset Opens = new(2026, 9, 3, 22, 0, 0, TimeSpan.Zero);

    public static TheoryData<DisclosureCondition> Conditions => [.. Enum.GetValues<DisclosureCondition>()];

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Every_condition_has_a_sentence_without_its_code(DisclosureCondition condition)
    {
        string sentence = DisclosureTexts.Sentence(Unmet(condition));

        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.True(char.IsUpper(sentence[0]), sentence);
        Assert.DoesNotContain("-missing", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Every_condition_of_a_disclosure_is_in_the_list_once(DisclosureCondition condition)
    {
        // Only a withdrawal needs a reason, and only the release looks for pupils.
        bool isListed = condition is not (ReasonMissing or NoPupils);
        UnmetCondition unmet = Unmet(condition);

        ConditionCheck[] checks =
            [.. DisclosureChecklist.Of(Status(DisclosureState.Requested, Opens, unmet)).Where(check => !check.IsMet)];

        Assert.Equal(isListed ? [DisclosureTexts.Sentence(unmet)] : [], checks.SelectMany(check => check.Unmet));
        Assert.Equal(isListed ? 1 : 0, checks.Length);
    }

    [Fact]
    public void Checklist_names_each_condition_with_its_article_and_a_complete_request_meets_all()
    {
        IReadOnlyList<ConditionCheck> checks = DisclosureChecklist.Of(new RequestCheck([], []));

        Assert.Equal(
            [
                "artikel 4, laatste lid", "artikel 4, eerste voorwaarde", "artikel 4, vierde voorwaarde", "artikel 2", "artikel 4, derde voorwaarde",
                "artikel 11",
            ],
            checks.Select(check => check.Article));
        Assert.All(checks, check => Assert.True(check.IsMet && check.Meaning.EndsWith('.')));
    }

    [Fact]
    public void Waiting_period_that_has_not_begun_is_not_met()
    {
        IReadOnlyList<ConditionCheck> checks = DisclosureChecklist.Of(Status(DisclosureState.Requested, null, new UnmetCondition(DovNotNotified)));

        Assert.Equal(
            ["De functionaris van DOV heeft de melding nog niet.", "De wachttijd begint pas als DOV de melding heeft."],
            checks.SelectMany(check => check.Unmet));
    }

    [Theory]
    [InlineData("schools[2]", SchoolNumberInvalid, "Nummers van de scholen zijn niet juist: het 3e nummer heeft geen zes cijfers.")]
    [InlineData("receiver.protocolDate", ReceiverProtocolMissing, "Datum van het protocol met DOV ontbreekt.")]
    [InlineData("purpose", TextTooLong, "Doel is te lang: hoogstens 4.000 tekens.")]
    [InlineData("board.name", TextTooLong, "Naam van het schoolbestuur is te lang: hoogstens 200 tekens.")]
    [InlineData("schools", TooManySchools, "Nummers van de scholen zijn te veel: hoogstens 1.000 in één mededeling.")]
    public void Fault_of_a_field_begins_with_its_label(string field, DisclosureCondition condition, string sentence) =>
        Assert.Equal(sentence, DisclosureTexts.Sentence(new UnmetCondition(condition) { Field = field }));

    [Fact]
    public void Next_actor_is_named_for_each_state()
    {
        UnmetCondition waiting = new(WaitingPeriodRunning) { Until = Opens };
        UnmetCondition without = new(SchoolWithoutContract) { School = "012345" };

        Assert.Equal(
            [
                "op de melding aan DOV: die is nog niet bezorgd", "op DOV: de wachttijd loopt tot 4 september 2026 om 00.00 uur",
                "op de toegangscontrole: niet aan alle voorwaarden is voldaan", "op de toegangscontrole: klaar om vrij te geven",
                "de toegangscontrole maakt het bestand", "niemand: afgehandeld", "niemand: afgehandeld",
            ],
            new[]
            {
                Status(DisclosureState.Requested, null, new UnmetCondition(DovNotNotified)), Status(DisclosureState.Requested, Opens, without, waiting),
                Status(DisclosureState.Requested, Opens, without), Status(DisclosureState.Requested, Opens),
                Status(DisclosureState.Releasing, Opens, new UnmetCondition(ReleaseUnderWay) { Until = Opens }),
                Status(DisclosureState.Released, Opens, new UnmetCondition(AlreadyReleased)), Status(DisclosureState.Withdrawn, Opens),
            }.Select(DisclosureTexts.WaitsFor));
    }

    private static UnmetCondition Unmet(DisclosureCondition condition) => new(condition)
    {
        Field = condition switch
        {
            ReceiverMissing => "receiver.name",
            ReceiverKeyInvalid => "receiver.key",
            ReceiverNotConnected => "receiver.connectedToLeerId",
            ReceiverProtocolMissing => "receiver.protocolReference",
            ReceiverProtocolInFuture => "receiver.protocolDate",
            PurposeMissing or TextTooLong => "purpose",
            CompatibilityMissing => "compatibility",
            SchoolBoardRequestMissing => "board.name",
            SchoolBoardRequestInFuture => "board.requestDate",
            SchoolsMissing or TooManySchools => "schools",
            SchoolNumberInvalid => "schools[0]",
            ReasonMissing => "reason",
            _ => null,
        },
        School = condition is SchoolWithoutContract or SchoolNotOfBoard ? "012345" : null,
        Until = condition is WaitingPeriodRunning or ReleaseUnderWay ? Opens : null,
    };

    private static DisclosureStatus Status(DisclosureState state, DateTimeOffset? told, params UnmetCondition[] unmet) => new()
    {
        Disclosure = new Disclosure
        {
            Id = "01K4E8J1YZ3N5B6C7D8E9F0G1H",
            State = state,
            Terms = new DisclosureTerms
            {
                Receiver = DisclosureSamples.Request.Receiver!,
                Purpose = "Doel",
                Compatibility = "Waarom",
                Board = DisclosureSamples.Request.Board!,
                Schools = [],
            },
            RequestedAt = Opens.AddDays(-3),
            RequestedBy = "00000001-0000-0000-0000-000000000001",
        },
        DovNotifiedAt = told,
        Unmet = unmet,
    };
}
