using LeerId.Hosting;
using LeerId.Schools;
using LeerId.Support;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Support;

/// <summary>Whether pupils of a school may come in today, and why not.</summary>
public sealed class ContractsTodayTests(AzuriteFixture azurite)
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 9, 1, 6, 30, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("012345", true, ContractState.InForce, "012345")]
    // Its first and its last day count.
    [InlineData("020202", true, ContractState.InForce, "020202")]
    [InlineData("030303", false, ContractState.NotBegun, "030303")]
    [InlineData("040404", false, ContractState.Ended, "040404")]
    [InlineData("999999", false, ContractState.NoContract, null)]
    // A former number, of a school with a contract, of one whose contract has ended, and one that had a contract of its own before the merger.
    [InlineData("012340", true, ContractState.InForce, "012345")]
    [InlineData("040400", false, ContractState.Ended, "040404")]
    [InlineData("050505", true, ContractState.InForce, "060606")]
    // Two schools have it, each in a period of its own.
    [InlineData("070700", false, ContractState.NotBegun, "080808")]
    public async Task Number_is_answered_as_a_sign_in_under_it_would_be(string number, bool mayComeIn, ContractState state, string? school)
    {
        await using ServiceProvider app = await StartAsync();

        ContractToday? answer = await app.GetRequiredService<ContractsToday>().FindAsync(number, Cancel);

        Assert.NotNull(answer);
        Assert.Equal((mayComeIn, state, school), (answer.MayComeIn, answer.State, answer.School?.ToString()));
        Assert.Equal((number, new DateOnly(2026, 9, 1)), (answer.Number.ToString(), answer.Day));
        Assert.NotEmpty(answer.Explanation);
        Assert.Equal(mayComeIn, await app.GetRequiredService<SchoolWhitelist>().AdmitsAsync([answer.Number], Cancel));
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("0123456")]
    [InlineData("school")]
    public async Task What_is_no_school_number_has_no_answer(string number)
    {
        await using ServiceProvider app = await StartAsync();
        Assert.Null(await app.GetRequiredService<ContractsToday>().FindAsync(number, Cancel));
    }

    [Fact]
    public async Task After_the_agreement_no_pupil_comes_in_whatever_the_contract()
    {
        await using ServiceProvider app = await StartAsync("2026-09-01");
        ContractToday answer = (await app.GetRequiredService<ContractsToday>().FindAsync("012345", Cancel))!;
        Assert.Equal((false, ContractState.AgreementEnded), (answer.MayComeIn, answer.State));
    }

    [Theory]
    [InlineData("012345")]
    [InlineData("999999")]
    public async Task While_sign_ins_are_suspended_no_pupil_comes_in_whatever_the_contract(string number)
    {
        await using ServiceProvider app = await StartAsync(suspended: "true");
        ContractToday answer = (await app.GetRequiredService<ContractsToday>().FindAsync(number, Cancel))!;
        Assert.Equal((false, ContractState.SignInsSuspended), (answer.MayComeIn, answer.State));
        Assert.Equal(
            "Aanmelden met LeerID is tijdelijk stopgezet, voor alle scholen: geen enkele leerling kan zich nu aanmelden, ook niet met een contract.",
            answer.Explanation);
    }

    [Fact]
    public async Task The_end_of_the_agreement_is_told_before_a_suspension()
    {
        await using ServiceProvider app = await StartAsync("2026-09-01", "true");
        Assert.Equal(ContractState.AgreementEnded, (await app.GetRequiredService<ContractsToday>().FindAsync("012345", Cancel))!.State);
    }

    private async Task<ServiceProvider> StartAsync(string? agreementEnd = null, string suspended = "false")
    {
        ServiceProvider app = new ServiceCollection().AddLogging().AddTestClock(_clock)
            .AddLeerId(TestConfiguration.On(azurite.NewAccount(), [new("Agreement:EndDate", agreementEnd), new("Agreement:Suspended", suspended)]))
            .BuildServiceProvider();
        SchoolStore store = app.GetRequiredService<SchoolStore>();
        foreach (SchoolContract school in new[]
        {
            School("012345", "2020-09-01", null, "012340"), School("020202", "2026-09-01", "2026-09-01"), School("030303", "2026-09-02", null),
            School("040404", "2020-09-01", "2026-08-31", "040400"), School("050505", "2020-09-01", "2025-08-31"),
            School("060606", "2025-09-01", null, "050505"), School("070707", "2020-09-01", "2026-08-31", "070700"),
            School("080808", "2027-09-01", null, "070700"),
        })
        {
            await store.PutAsync(school, "test", Cancel);
        }

        return app;
    }

    private static SchoolContract School(string number, string from, string? until, params string[] former) => new()
    {
        Number = SchoolNumber.Parse(number),
        Name = $"School {number}",
        From = DateOnly.ParseExact(from, "yyyy-MM-dd"),
        Until = until is null ? null : DateOnly.ParseExact(until, "yyyy-MM-dd"),
        FormerNumbers = [.. former.Select(SchoolNumber.Parse)],
    };
}
