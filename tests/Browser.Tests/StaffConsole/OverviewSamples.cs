using LeerId.Archive;
using LeerId.Notices;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Requests;
using LeerId.Restrictions;
using LeerId.Retention;
using LeerId.Runs;
using LeerId.Schools;
using LeerId.Schools.Refusals;
using LeerId.Storage;

namespace LeerId.Browser.Tests.StaffConsole;

/// <summary>Fills LocalHost for the overview: two weeks of sign-ins, a breach, a request, contracts, and the nightly work.</summary>
internal static class OverviewSamples
{
    private const int Days = 14;
    private const string By = "00000009-0000-0000-0000-000000000009";

    private static readonly SemaphoreSlim Filling = new(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Fills it once.</summary>
    public static async Task FillOverviewAsync(this LocalHostFixture host)
    {
        await Filling.WaitAsync(Cancel);
        try
        {
            if (await host.Get<SealStore>().NewestAsync(Cancel) is not null)
                return;
            await FillLogAsync(host);
            await FillRegistersAsync(host);
            await RunJobsAsync(host);
        }
        finally
        {
            Filling.Release();
        }
    }

    /// <summary>Counts refused sign-ins of schools without a contract.</summary>
    public static async Task FillRefusalsAsync(this LocalHostFixture host)
    {
        DateOnly today = Today(host);
        await host.Get<SchoolStore>().PutAsync(
            new SchoolContract
            {
                Number = SchoolNumber.Parse("040404"),
                Name = "Basisschool De Linde",
                From = new(2020, 9, 1),
                Until = today.AddDays(-3),
            },
            By, Cancel);
        await host.Get<RefusalCountingSwitch>().DecideAsync(isOn: true, By, Cancel);
        for (int time = 0; time < 9; time++)
        {
            await host.Get<SchoolRefusalCounter>().AddAsync(
                time < 6 ? [SchoolNumber.Parse("040404"), SchoolNumber.Parse("055555")] : [SchoolNumber.Parse("040404")]);
        }

        await host.Get<SchoolRefusalCounter>().WriteAsync(Cancel);
    }

    /// <summary>Lets a job want to delete too many rows, so that it waits for a confirmation.</summary>
    public static async Task HoldDeletionAsync(this LocalHostFixture host) => await Assert.ThrowsAsync<RunFailedException>(
        () => host.Get<DeletionRunner>().RunAsync(
            new Deletion("PruneRecords", TableName.SchoolHistory, host.Get<TimeProvider>().GetUtcNow().AddYears(-5), "SchoolHistory"),
            (counts, _) => counts.DeleteAsync(1500, () => throw new InvalidOperationException("This run is held.")), Cancel));

    private static async Task FillLogAsync(LocalHostFixture host)
    {
        DateTimeOffset today = new(Today(host), new TimeOnly(7, 0), TimeSpan.Zero);
        for (int day = 1; day <= Days; day++)
        {
            for (int number = 0; number < 6 + (day % 5); number++)
                await AddAsync("granted", reason: null);
            for (int number = 0; number < day % 4; number++)
                await AddAsync("refused", "no-contract");
            for (int number = 0; number < day % 3; number++)
                await AddAsync("refused", day % 2 == 0 ? "acm-timeout" : "state-expired");

            Task AddAsync(string outcome, string? reason) => host.Get<PrivacyLogStore>().AppendAsync(
                new PrivacyLogEntry
                {
                    Id = Ulid.NewUlid(today.AddDays(-day)),
                    At = today.AddDays(-day),
                    Actor = PrivacyLogEntry.Pupil,
                    Action = "sign-in",
                    Purpose = "identificatie",
                    Outcome = outcome,
                    Reason = reason,
                },
                Cancel);
        }
    }

    private static async Task FillRegistersAsync(LocalHostFixture host)
    {
        DateOnly today = Today(host);
        await host.Get<NoticeRegister>().ReportAsync(
            new BreachContent { KnownAt = Now(host).AddHours(-20), Nature = "Een bestand met klaslijsten stond open." }, By, request: null, Cancel);
        await host.Get<RequestRegister>().RegisterAsync(
            new NewRequest
            {
                Kind = RequestKind.Access,
                ReceivedOn = today.AddDays(-20),
                Requester = new Requester { Name = "Ouder", Contact = "ouder@voorbeeld.example" },
                Identity = new IdentityEvidence { Check = IdentityCheck.School },
            },
            By, repeatable: null, Cancel);
        foreach (int days in (int[])[20, 45, 100, 101, 200])
        {
            SchoolNumber number = SchoolNumber.TryFromNumber(60_000 + days, out SchoolNumber school) ? school : default;
            await host.Get<SchoolStore>().PutAsync(
                new SchoolContract { Number = number, Name = $"School {number}", From = new(2020, 9, 1), Until = today.AddDays(days) }, By, Cancel);
        }
    }

    private static DateTimeOffset Now(LocalHostFixture host) => host.Get<TimeProvider>().GetUtcNow();

    private static DateOnly Today(LocalHostFixture host) => DateOnly.FromDateTime(Now(host).UtcDateTime);

    private static async Task RunJobsAsync(LocalHostFixture host)
    {
        await host.Get<DailySeal>().RunAsync(Cancel);
        await host.Get<RetentionSweep>().RunAsync(Cancel);
        await host.Get<SnapshotCount>().RunAsync(Cancel);
        await host.Get<RestrictionReview>().RunAsync(Cancel);
        await host.Get<RecordPruning>().RunAsync(Cancel);
        await host.Get<SchoolRefusalPruning>().RunAsync(Cancel);
        await host.Get<PrivacyLogExpiry>().RunAsync(Cancel);
        await host.Get<NightlyArchive>().RunAsync(Cancel);
        await host.Get<NoticeRequeue>().RunAsync(Cancel);
        await host.Get<DeadlineReminders>().RunAsync(Cancel);
        await host.Get<RequestReminders>().RunAsync(Cancel);
    }
}
