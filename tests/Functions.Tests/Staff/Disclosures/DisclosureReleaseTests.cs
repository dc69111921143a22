using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using LeerId.Functions.Notices;
using LeerId.Functions.Tests.Notices;
using LeerId.Notices;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Disclosures;

/// <summary>A disclosure from its request to its file.</summary>
public sealed class DisclosureReleaseTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Pupils = 2000;

    private DisclosureRig? _rig;

    private DisclosureRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _rig = await DisclosureRig.StartAsync(azurite, azurite.NewAccount());

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
    }

    [Fact]
    public async Task File_holds_exactly_the_uuids_of_the_pupils_of_those_schools_and_each_is_in_the_privacy_log()
    {
        await Parallel.ForAsync(
            0, Pupils, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel },
            async (pupil, _) => await Rig.AddPupilAsync(pupil, Schools(pupil), IsIdentified(pupil), History(pupil), SignedInAt(pupil)));
        string id = await Rig.RequestAndWaitAsync();

        StaffAnswer answer = await Rig.ReleaseAsync(id);

        string[] lines = DisclosureRig.Lines(answer);
        string[] expected = [.. Enumerable.Range(0, Pupils).Where(IsDisclosed).Select(Line).Order(StringComparer.Ordinal)];
        Assert.Equal(1230, expected.Length);
        Assert.True(expected.SequenceEqual(lines.Order(StringComparer.Ordinal)), "The file holds other uuids than those of the pupils of those schools.");
        Assert.Equal("text/csv; charset=utf-8", answer.Headers["Content-Type"]);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.StartsWith($"attachment; filename=disclosure-{id}.csv", answer.Headers["Content-Disposition"], StringComparison.Ordinal);

        JsonElement release = (await Rig.GetAsync(id)).GetProperty("disclosure").GetProperty("release");
        Assert.Equal(expected.Length, release.GetProperty("pupils").GetInt32());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(answer.Bytes)), release.GetProperty("sha256").GetString());
        Assert.Equal(StaffRig.ObjectIdOf(StaffRole.AccessControl), release.GetProperty("by").GetString());
        Assert.Equal("Vraag van het schoolbestuur", release.GetProperty("purpose").GetString());
        Assert.Equal("2026-09-03T22:00:00Z", release.GetProperty("at").GetString());
        Assert.Equal(["033333"], release.GetProperty("numbersLeftOut").EnumerateArray().Select(number => number.GetString()));

        List<PrivacyLogEntry> entries = await Rig.EntriesAsync(id);
        Assert.Equal(expected.Length, entries.Count);
        Assert.Equal(expected.Length, entries.Select(entry => entry.Student).Distinct().Count());
        Assert.All(entries, entry => Assert.Equal(
            (StaffRig.ObjectIdOf(StaffRole.AccessControl), "access-control", $"disclosure {id}: Vraag van het schoolbestuur", "granted", DisclosureRig.OpensAt),
            (entry.Actor, entry.Role, entry.Purpose, entry.Outcome, entry.At)));
        string logs = Rig.Logs.AllText;
        Assert.Contains(id, logs, StringComparison.Ordinal);
        foreach (string datum in new[] { "5c21acc0-", "5c21b7ed-", "Proefnaam", "Proefvoornaam", "proef.gebruiker" })
            Assert.False(logs.Contains(datum, StringComparison.OrdinalIgnoreCase), "A pupil's data are in the log.");
    }

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task Twenty_thousand_pupils_are_released_in_one_request()
    {
        const int Many = 20_000;
        await Parallel.ForAsync(
            0, Many, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel },
            async (pupil, _) => await Rig.AddPupilAsync(pupil, "012345"));
        string id = await Rig.RequestAndWaitAsync();
        long start = System.Diagnostics.Stopwatch.GetTimestamp();

        string[] lines = DisclosureRig.Lines(await Rig.ReleaseAsync(id));

        TestContext.Current.TestOutputHelper!.WriteLine($"{Many} pupils: {System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        Assert.Equal(Many, lines.Length);
        Assert.Equal(Many, (await Rig.EntriesAsync(id)).Select(entry => entry.Student).Distinct().Count());
    }

    [Fact]
    public async Task Notice_reaches_DOV_and_only_two_whole_working_days_after_its_day_the_file_is_given_once()
    {
        await Rig.AddPupilAsync(1, "012345");
        await Rig.Mail.RefuseAsync(NoticeRig.Dov);
        string id = await Rig.RequestAsync();
        await Eventually.TrueAsync("it is given up", async () => (await Rig.NoticeAsync(id))!.State == NoticeState.Undelivered, Cancel);
        Assert.Equal(["dov-not-notified"], DisclosureRig.Unmet(await Rig.ReleaseAsync(id)));
        Rig.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(["dov-not-notified"], DisclosureRig.Unmet(await Rig.ReleaseAsync(id)));
        Assert.False((await Rig.GetAsync(id)).TryGetProperty("opensAt", out _));

        await Rig.Mail.RefuseAsync();
        Assert.True((await Rig.Staff.Host.Host.FireTimerAsync(nameof(RequeueNotices), Cancel))!.Succeeded);
        await Rig.UntilDeliveredAsync(id);

        ReceivedMail mail = (await Rig.Mail.MailsAsync()).Last(mail => mail.To.Contains(NoticeRig.Dov));
        Assert.Equal($"Mededeling aan een derde {id}: niet voor 4 september 2026 om 00.00 uur", mail.Message.Subject);
        foreach (string part in new[]
        {
            "Uitgeverij Voorbeeld", "LEERID/2025/17, 1 maart 2025", "Dezelfde leerling herkennen", "Het is dezelfde identificatie", DisclosureRig.Board,
            "brief 12, 20 augustus 2026", "012345 Basisschool 012345\n030569 Basisschool 030569",
        })
        {
            Assert.Contains(part, mail.Text, StringComparison.Ordinal);
        }

        // The notice was delivered on Monday 21 September, so the waiting days are Tuesday and Wednesday.
        DateTimeOffset opensAt = new(2026, 9, 23, 22, 0, 0, TimeSpan.Zero);
        Rig.Clock.SetUtcNow(opensAt.AddSeconds(-1));
        Assert.Equal(["waiting-period-running 2026-09-23T22:00:00Z"], DisclosureRig.Unmet(await Rig.ReleaseAsync(id)));
        Assert.Equal("2026-09-23T22:00:00Z", (await Rig.GetAsync(id)).GetProperty("opensAt").GetString());
        Rig.Clock.SetUtcNow(opensAt);
        Assert.Empty((await Rig.GetAsync(id)).GetProperty("unmet").EnumerateArray());

        Assert.Equal([Line(1)], DisclosureRig.Lines(await Rig.ReleaseAsync(id)));

        Assert.Equal(["already-released"], DisclosureRig.Unmet(await Rig.ReleaseAsync(id)));
        Assert.Single(await Rig.EntriesAsync(id));
    }

    [Fact]
    public async Task Only_one_of_eight_concurrent_releases_gets_the_file()
    {
        for (int pupil = 0; pupil < 40; pupil++)
            await Rig.AddPupilAsync(pupil, "012345");
        string id = await Rig.RequestAndWaitAsync();

        StaffAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Rig.ReleaseAsync(id)));

        Assert.Equal(40, DisclosureRig.Lines(Assert.Single(answers, answer => answer.Status == 200)).Length);
        Assert.All(answers.Where(answer => answer.Status != 200), answer =>
        {
            Assert.Equal(409, answer.Status);
            Assert.Matches("^(release-under-way|already-released)", Assert.Single(DisclosureRig.Unmet(answer)));
        });
        Assert.Equal(40, (await Rig.EntriesAsync(id)).Count);
    }

    // The schools of a pupil, by number. One pupil in fifty last signed in more than three years ago.
    private static string Schools(int pupil) => (pupil % 8) switch
    {
        0 => "012345",
        1 => "030569",
        2 => "055555",
        3 => "055555 012345",
        // 022222 is a former number of 012345 only.
        4 => "022222",
        // 033333 is a former number of 012345 and of a school of another board.
        5 => "033333",
        6 => "",
        _ => "030569 012345 099999",
    };

    private static bool IsIdentified(int pupil) => pupil % 5 != 0;

    private static string History(int pupil) => pupil % 7 == 0 ? $"{DisclosureRig.Account(pupil + 10_000)} {DisclosureRig.Account(pupil + 20_000)}" : "";

    private static DateTimeOffset? SignedInAt(int pupil) =>
        pupil % 50 == 0 ? new DateTimeOffset(2023, 8, 1, 0, 0, 0, TimeSpan.Zero) : null;

    private static bool IsDisclosed(int pupil) => pupil % 8 is 0 or 1 or 3 or 4 or 7 && pupil % 50 != 0;

    private static string Line(int pupil) => string.Join(
        ',', IsIdentified(pupil) ? ScriptedAcm.LeerId(pupil).ToString("D", CultureInfo.InvariantCulture) : "", DisclosureRig.Account(pupil), History(pupil));
}
