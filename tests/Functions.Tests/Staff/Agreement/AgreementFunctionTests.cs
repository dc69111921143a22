using System.Text.Json;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Agreement;

/// <summary>Staff read the state of the end of the agreement and decide about it, over HTTP (protocol, articles 8 and 11).</summary>
public sealed class AgreementFunctionTests(AzuriteFixture azurite) : AgreementTests(azurite)
{
    private const string Confirm = "staff/agreement/destruction/confirm";
    private const string Cancellation = "staff/agreement/destruction/cancel";

    [Fact]
    public async Task Two_persons_start_the_destruction_and_then_it_can_not_be_cancelled()
    {
        StaffAnswer officer = await PostAsync(StaffRole.Dpo, Confirm, """{ "endDate": "2027-06-30" }""");
        Assert.Equal((200, "notAnnounced"), (officer.Status, Phase(officer)));
        StaffAnswer both = await PostAsync(StaffRole.Operator, Confirm, """{ "endDate": "2027-06-30" }""");
        Assert.Equal((200, "confirmed"), (both.Status, Phase(both)));

        await FireAsync();

        StaffAnswer state = await Rig.SendAsync(StaffRole.Operator, "GET", "staff/agreement");
        Assert.Equal(
            ("finished", "confirmation", "2027-06-30", "P1W", false),
            (Phase(state), Text(state, "ground"), Text(state, "endDate"), Text(state, "gracePeriod"), state.Json.GetProperty("signInsSuspended").GetBoolean()));
        Assert.Equal(
            [$"confirmed dpo {StaffRig.ObjectIdOf(StaffRole.Dpo)}", $"confirmed operator {StaffRig.ObjectIdOf(StaffRole.Operator)}"],
            Decisions(state).Select(decision =>
                $"{decision.GetProperty("kind").GetString()} {decision.GetProperty("role").GetString()} {decision.GetProperty("by").GetString()}"));
        Assert.Equal(
            (409, "destruction-started"), Of(await PostAsync(StaffRole.Operator, Cancellation, """{ "reason": "te laat" }""")));
        Assert.Equal((409, "destruction-started"), Of(await PostAsync(StaffRole.Dpo, Confirm, """{ "endDate": "2027-06-30" }""")));
    }

    [Fact]
    public async Task Person_with_both_roles_counts_as_one()
    {
        string[] roles = [.. new[] { StaffRole.Dpo, StaffRole.Operator }.SelectMany(role => (string[])Rig.Tokens.ClaimsFor(role)["roles"])];
        for (int time = 0; time < 2; time++)
        {
            StaffAnswer answer = await Rig.SendWithTokenAsync(
                $"Bearer {Rig.Tokens.Sign(new(Rig.Tokens.ClaimsFor(StaffRole.Dpo)) { ["roles"] = roles })}", "POST", Confirm,
                StaffRig.Json("""{ "endDate": "2027-06-30" }"""));
            Assert.Equal((200, "notAnnounced"), (answer.Status, Phase(answer)));
            Assert.Equal("dpo", Assert.Single(Decisions(answer)).GetProperty("role").GetString());
        }
    }

    [Fact]
    public async Task Cancellation_needs_a_reason_and_is_shown()
    {
        Assert.Equal((422, "decision-invalid"), Of(await PostAsync(StaffRole.Dpo, Cancellation, "{}")));
        StaffAnswer cancelled = await PostAsync(StaffRole.Dpo, Cancellation, """{ "reason": "De datum is verkeerd getypt." }""");
        Assert.Equal((200, "cancelled"), (cancelled.Status, Phase(cancelled)));
        Assert.False(cancelled.Json.TryGetProperty("startsOn", out _));

        StaffAnswer state = await Rig.SendAsync(StaffRole.Dpo, "GET", "staff/agreement");
        Assert.Equal("De datum is verkeerd getypt.", Assert.Single(Decisions(state)).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Confirmation_names_the_end_date_of_the_settings()
    {
        Assert.Equal((409, "end-date-differs"), Of(await PostAsync(StaffRole.Dpo, Confirm, """{ "endDate": "2027-07-30" }""")));
        Assert.Equal((422, "decision-invalid"), Of(await PostAsync(StaffRole.Dpo, Confirm, "{}")));
        Assert.Equal((400, "body-invalid"), Of(await PostAsync(StaffRole.Dpo, Confirm, """{ "endDate": "30/06/2027" }""")));
    }

    [Theory]
    [InlineData(null, "noEndDate")]
    [InlineData("2027-07-01", "beforeEnd")]
    public async Task Nothing_is_decided_while_the_agreement_goes_on(string? endDate, string phase)
    {
        await using StaffRig rig = await StartAsync(endDate);
        Assert.Equal(phase, Phase(await rig.SendAsync(StaffRole.Dpo, "GET", "staff/agreement")));
        Assert.Equal(
            (409, "agreement-not-ended"),
            Of(await rig.SendAsync(StaffRole.Dpo, "POST", Confirm, StaffRig.Json("""{ "endDate": "2027-07-01" }"""))));
        Assert.Equal(
            (409, "agreement-not-ended"), Of(await rig.SendAsync(StaffRole.Dpo, "POST", Cancellation, StaffRig.Json("""{ "reason": "x" }"""))));
    }

    private Task<StaffAnswer> PostAsync(StaffRole role, string path, string body) => Rig.SendAsync(role, "POST", path, StaffRig.Json(body));

    private static (int Status, string? Problem) Of(StaffAnswer answer) => (answer.Status, answer.Problem);

    private static string Phase(StaffAnswer answer) => Text(answer, "phase");

    private static string Text(StaffAnswer answer, string member) => answer.Json.GetProperty(member).GetString()!;

    private static JsonElement.ArrayEnumerator Decisions(StaffAnswer answer) => answer.Json.GetProperty("decisions").EnumerateArray();
}
