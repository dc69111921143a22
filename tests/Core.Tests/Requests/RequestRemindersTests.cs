using System.Globalization;
using LeerId.Core.Tests.DataSubjects;
using LeerId.Notices;
using LeerId.Requests;
using LeerId.Runs;
using LeerId.Testing;
using Microsoft.Extensions.Logging;

namespace LeerId.Core.Tests.Requests;

/// <summary>On which days of Brussels a request without an answer is reminded of.</summary>
public sealed class RequestRemindersTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reminder_comes_seven_and_two_days_before_the_due_day_and_when_it_has_passed_once_each()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        DataSubjectRequest request = await rig.RegisterAsync(RequestSamples.Request(receivedOn: "2026-08-31"));
        List<string> expected = [];
        foreach ((string before, string first, string stage) in new[]
        {
            ("2026-09-22T21:59:59Z", "2026-09-22T22:00:00Z", "7-dagen"),
            ("2026-09-27T21:59:59Z", "2026-09-27T22:00:00Z", "2-dagen"),
            ("2026-09-30T21:59:59Z", "2026-09-30T22:00:00Z", "verstreken"),
        })
        {
            await RunAsync(rig, before);
            Assert.Equal(expected, await NumbersAsync(rig));
            await RunAsync(rig, first);
            expected.Add($"{request.Number}-20260930-{stage}");
            Assert.Equal(expected, await NumbersAsync(rig));
            await RunAsync(rig, first);
            Assert.Equal(expected, await NumbersAsync(rig));
        }

        Assert.Equal([7, 2, -1], rig.Logs.Entries.Where(entry => entry.EventId.Id == 9503).Select(entry => DaysLeft(entry.Message)));
        Assert.Equal(2, rig.Logs.Entries.Count(entry => entry.EventId.Id == 9504 && entry.Level == LogLevel.Error));
    }

    [Fact]
    public async Task Of_reminders_that_are_due_at_once_only_the_latest_goes()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        DataSubjectRequest soon = await rig.RegisterAsync(RequestSamples.Request(receivedOn: "2026-08-02"));
        DataSubjectRequest late = await rig.RegisterAsync(RequestSamples.Request(receivedOn: "2026-07-01"));

        RunRecord run = await rig.Get<RequestReminders>().RunAsync(Cancel);

        Assert.Equal((2, 2, 0), ((int)run.Examined, (int)run.Queued, (int)run.Failed));
        Assert.Equal(
            new[] { $"{soon.Number}-20260902-2-dagen", $"{late.Number}-20260801-verstreken" }.Order(), (await NumbersAsync(rig)).Order());
    }

    [Fact]
    public async Task Answered_request_has_no_reminder_and_an_extended_one_has_those_of_its_new_term()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        RequestRegister register = rig.Get<RequestRegister>();
        DataSubjectRequest answered = await rig.RegisterAsync(RequestSamples.Request(receivedOn: "2026-08-31"));
        DataSubjectRequest extended = await rig.RegisterAsync(RequestSamples.Request(receivedOn: "2026-08-31"));
        RequestSamples.Done(await register.DecideAsync(answered.Number, RequestSamples.Granted, RequestSamples.By(), Cancel));
        RequestSamples.Done(await register.AnswerAsync(answered.Number, RequestSamples.Answer(DataSubjectRig.Now), RequestSamples.By(), Cancel));
        RequestSamples.Done(await register.ExtendAsync(extended.Number, RequestSamples.Extension, RequestSamples.By(), Cancel));

        await RunAsync(rig, "2026-10-05T08:00:00Z");
        Assert.Empty(await NumbersAsync(rig));
        await RunAsync(rig, "2026-11-23T08:00:00Z");

        Assert.Equal($"{extended.Number}-20261130-7-dagen", Assert.Single(await NumbersAsync(rig)));
        Assert.DoesNotContain(rig.Logs.Entries, entry => entry.EventId.Id == 9504);
    }

    [Fact]
    public async Task Reminder_holds_nothing_of_who_asks()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        DataSubjectRequest request = await rig.RegisterAsync(RequestSamples.Request(RequestKind.Erasure, "2026-08-05"));
        await rig.Get<RequestReminders>().RunAsync(Cancel);

        Notice notice = await rig.Get<NoticeRegister>().ListAsync(NoticeKind.Request, Cancel).SingleAsync(Cancel);
        NoticeLetter letter = NoticeLetter.For(notice);

        Assert.Equal([NoticeRecipient.Requests], notice.SentAt.Keys);
        Assert.Equal($"Verzoek {request.Number}: nog 4 dagen, termijn tot 5 september 2026", letter.Subject);
        string[] paragraphs = letter.ToText().Split("\n\n");
        Assert.Equal("De termijn van een verzoek loopt", paragraphs[0]);
        Assert.StartsWith(
            "Iemand vroeg iets over zijn of haar gegevens, en er is nog geen antwoord geregistreerd (AVG, artikel 12). ", paragraphs[1],
            StringComparison.Ordinal);
        Assert.Equal(
            [
                $"Nummer:\n{request.Number}", "Verzoek om:\nwissen (AVG, artikel 17)", "Termijn loopt tot en met:\n5 september 2026",
                "Resterende tijd:\nnog 4 dagen",
            ],
            paragraphs[2..^1]);
        Assert.DoesNotContain(RequestSamples.Marker, rig.Logs.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_address_a_reminder_is_not_sent_and_the_relay_says_so()
    {
        using DataSubjectRig rig = new(
            azurite.NewAccount(), ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", "9"), ("Smtp:From", "leerid@uitgever.example"), ("Requests:Mail", ""));
        NoticeReference reference = new(NoticeKind.Request, "01K4E8J1YZ3N5B6C7D8E9F0G1H-20261001-7-dagen");
        RequestReminderContent content = new()
        {
            Request = "01K4E8J1YZ3N5B6C7D8E9F0G1H",
            Subject = "inzage (AVG, artikel 15)",
            DueOn = new DateOnly(2026, 10, 1),
            DaysLeft = 7,
        };
        await rig.Get<NoticeRegister>().RegisterAsync(reference, content, [NoticeRecipient.Requests], Cancel);

        NoticeNotRelayedException fault = await Assert.ThrowsAsync<NoticeNotRelayedException>(
            () => rig.Get<NoticeRelay>().RelayAsync(reference.ToString(), "message-1", Cancel));

        Assert.Equal($"Notice {reference} did not reach: Requests.", fault.Message);
        LogEntry entry = Assert.Single(rig.Logs.Entries, entry => entry.EventId.Id == 4004);
        Assert.Contains("the step Compose", entry.Message, StringComparison.Ordinal);
    }

    private static async Task RunAsync(DataSubjectRig rig, string now)
    {
        rig.Clock.SetUtcNow(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        Assert.True((await rig.Get<RequestReminders>().RunAsync(Cancel)).Succeeded);
    }

    private static async Task<List<string>> NumbersAsync(DataSubjectRig rig) =>
        await rig.Get<NoticeRegister>().ListAsync(NoticeKind.Request, Cancel).Select(notice => notice.Reference.Number).ToListAsync(Cancel);

    private static int DaysLeft(string message) =>
        int.Parse(message.Split(": ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
