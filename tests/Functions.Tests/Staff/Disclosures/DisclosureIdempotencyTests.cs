using System.Text.Json.Nodes;
using LeerId.Notices;
using LeerId.Schools;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Disclosures;

/// <summary>If a disclosure is requested again after its answer was lost, no second disclosure is created.</summary>
public sealed class DisclosureIdempotencyTests(AzuriteFixture azurite) : DisclosureStorageTests(azurite)
{
    private const string Key = "8e03978e-40d5-43dd-bc93-6894a57f9324";

    [Fact]
    public async Task Disclosure_requested_again_after_a_lost_answer_is_one_and_DOV_is_notified_once()
    {
        Storage.LosesAnswer = request => request == "POST Disclosures";
        Assert.Equal(503, (await SendAsync(DisclosureRig.Body())).Status);
        Storage.LosesAnswer = _ => false;

        StaffAnswer again = await SendAsync(DisclosureRig.Body());
        StaffAnswer onceMore = await SendAsync(DisclosureRig.Body());

        Assert.Equal((201, 201), (again.Status, onceMore.Status));
        Assert.Equal(again.Text, onceMore.Text);
        string id = Assert.Single(await IdsAsync());
        Assert.Equal(id, again.Json.GetProperty("id").GetString());
        Assert.True(Ulid.TryParse(id, System.Globalization.CultureInfo.InvariantCulture, out _));
        Assert.Equal(id, (await Rig.Staff.Get<NoticeRegister>().ListAsync(NoticeKind.Disclosure, Cancel).SingleAsync(Cancel)).Reference.Number);
        await Rig.UntilDeliveredAsync(id);
    }

    [Fact]
    public async Task Repeated_request_gets_the_same_answer_even_if_the_conditions_changed()
    {
        string first = (await SendAsync(DisclosureRig.Body())).Text;
        Assert.IsType<SchoolOutcome.Removed>(
            await Rig.Staff.Host.Schools.DeleteAsync(SchoolNumber.Parse("030569"), new SchoolEditor("test"), Cancel));

        Assert.Equal(first, (await SendAsync(DisclosureRig.Body())).Text);
        Assert.Equal("422 conditions-not-met", (await SendAsync(DisclosureRig.Body(), "another-key")).ToString());
    }

    [Fact]
    public async Task Another_body_under_the_key_is_refused_for_another_receiver_too()
    {
        Assert.Equal(201, (await SendAsync(DisclosureRig.Body())).Status);
        JsonObject otherPurpose = DisclosureRig.Body(), otherReceiver = DisclosureRig.Body();
        otherPurpose["purpose"] = "Iets anders.";
        otherReceiver["receiver"]!["key"] = "een-ander";

        Assert.Equal("422 idempotency-key-reused", (await SendAsync(otherPurpose)).ToString());
        Assert.Equal("422 idempotency-key-reused", (await SendAsync(otherReceiver)).ToString());
        Assert.Single(await IdsAsync());
        Assert.Equal(201, (await SendAsync(otherReceiver, "another-key")).Status);
    }

    [Fact]
    public async Task Requests_that_come_at_the_same_time_get_the_same_disclosure()
    {
        StaffAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(DisclosureRig.Body())));

        Assert.All(answers, answer => Assert.Equal(201, answer.Status));
        Assert.Single(answers.Select(answer => answer.Json.GetProperty("id").GetString()).Distinct());
        Assert.Single(await IdsAsync());
        Assert.Equal(1, await Rig.Staff.Get<NoticeRegister>().ListAsync(NoticeKind.Disclosure, Cancel).CountAsync(Cancel));
    }

    [Fact]
    public async Task Another_body_that_comes_at_the_same_time_is_refused()
    {
        // The first request has looked up its key. Its insert waits until the second request is done.
        JsonObject other = DisclosureRig.Body();
        other["purpose"] = "Iets anders.";
        StaffAnswer? second = null;
        int inserts = 0;
        Storage.Before = async request =>
        {
            if (request == "POST Disclosures" && Interlocked.Increment(ref inserts) == 1)
                second = await SendAsync(other);
        };

        StaffAnswer first = await SendAsync(DisclosureRig.Body());

        Assert.Equal(("422 idempotency-key-reused", 201), (first.ToString(), second!.Status));
        Assert.Single(await IdsAsync());
    }

    private Task<StaffAnswer> SendAsync(JsonObject body, string key = Key) =>
        Rig.Staff.SendAsync(StaffRole.AccessControl, "POST", "staff/disclosures", StaffRig.Json(body.ToJsonString()), purpose: null, key: key);

    private async Task<string[]> IdsAsync() => [.. (await Rig.Staff.SendAsync(StaffRole.Dpo, "GET", "staff/disclosures", purpose: null)).Json
        .EnumerateArray().Select(disclosure => disclosure.GetProperty("id").GetString()!)];
}
