using LeerId.Functions.Staff.Disclosures;
using LeerId.Functions.Tests.SignIn;
using LeerId.Functions.Tests.Staff.Disclosures;
using LeerId.LocalServices;
using LeerId.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.Staff;

/// <summary>docs/staff.http has a request for each staff address, and each request works as written.</summary>
public sealed class StaffHttpFileTests(AzuriteFixture azurite)
{
    private static readonly StaffHttpFile File = StaffHttpFile.Parse(System.IO.File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "docs", "staff.http")));

    [Fact]
    public async Task File_has_every_operation_and_no_unknown_address()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);
        StaffHttpRun run = new(rig, File);
        Dictionary<StaffHttpRequest, string?> functions = File.Requests.ToDictionary(request => request, run.FunctionOf);

        Assert.Empty(functions.Where(pair => pair.Value is null).Select(pair => pair.Key.ToString()));
        Assert.Empty(StaffTable.All.Select(operation => operation.Function).Except(functions.Values));
    }

    [Fact]
    public async Task Every_request_gets_its_stated_answer_in_file_order()
    {
        // This moment is later than every moment in the file that must be in the past.
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        await using StaffRig rig = await StaffRig.StartAsync(azurite, clock: clock);
        SimulatedSignIn signIn = SimulatedSignIn.Of(rig.Host);
        using Browser pupil = new(), refused = new();
        await signIn.SignInAsync(pupil, "identified");
        string code = (await signIn.SignInAsync(refused, "no-contract")).SupportCode!;

        StaffHttpRun run = new(rig, File, ("supportCode", code));
        foreach (StaffHttpRequest request in File.Requests)
        {
            StaffAnswer answer = await run.SendAsync(request);
            Assert.True(request.Status is { } status ? answer.Status == status : answer.Status is >= 200 and < 400, $"{request}: {answer}");
        }
    }

    [Fact]
    public async Task Release_gives_the_file_after_the_waiting_period()
    {
        await using DisclosureRig rig = await DisclosureRig.StartAsync(azurite, azurite.NewAccount());
        await rig.AddPupilAsync(1, "040404");
        StaffHttpRun run = new(rig.Staff, File);

        StaffAnswer requested = await run.SendAsync(Of(nameof(RequestDisclosure)));
        Assert.True(requested.Status == 201, requested.ToString());
        await rig.UntilDeliveredAsync(requested.Json.GetProperty("id").GetString()!);
        rig.Clock.SetUtcNow(DisclosureRig.OpensAt);

        Assert.Single(DisclosureRig.Lines(await run.SendAsync(Of(nameof(ReleaseDisclosure)))));

        StaffHttpRequest Of(string function) => File.Requests.Single(request => run.FunctionOf(request) == function);
    }
}
