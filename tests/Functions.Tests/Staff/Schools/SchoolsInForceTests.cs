using System.Net;
using System.Text;
using LeerId.Functions.Tests.SignIn;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Schools;

/// <summary>Changes by staff affect sign-ins within a minute.</summary>
public sealed class SchoolsInForceTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string School = "staff/schools/012345";

    private StaffRig? _rig;
    private SimulatedSignIn? _signIn;

    private StaffRig Rig => _rig!;

    public async ValueTask InitializeAsync()
    {
        _rig = await StaffRig.StartAsync(azurite);
        _signIn = SimulatedSignIn.Of(_rig.Host);
    }

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
    }

    [Fact]
    public async Task Change_of_a_school_affects_sign_ins_within_a_minute()
    {
        Assert.Equal(HttpStatusCode.SeeOther, await SignInAsync());

        Assert.Equal(204, (await Rig.SendAsync(StaffRole.AccessControl, "DELETE", School)).Status);
        Rig.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.Forbidden, await SignInAsync());

        StringContent terms = StaffRig.Json("""{"name":"De Regenboog","from":"2026-09-01"}""");
        Assert.Equal(201, (await Rig.SendAsync(StaffRole.AccessControl, "PUT", School, terms)).Status);
        Rig.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.SeeOther, await SignInAsync());

        Assert.Equal(200, await ImportAsync("030569,Het Kompas,2026-09-01,"));
        Rig.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.Forbidden, await SignInAsync());

        Assert.Equal(200, await ImportAsync("012345,De Regenboog,2026-09-01,"));
        Rig.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.SeeOther, await SignInAsync());
    }

    private async Task<int> ImportAsync(string line)
    {
        using StringContent csv = new($"number,name,from,until\n{line}\n", Encoding.UTF8, "text/csv");
        return (await Rig.SendAsync(StaffRole.AccessControl, "POST", "staff/schools/import", csv)).Status;
    }

    // This persona has only school 012345. Each sign-in uses a new browser, because ACM remembers the previous one.
    private async Task<HttpStatusCode> SignInAsync()
    {
        using Browser browser = new();
        return (await _signIn!.SignInAsync(browser, "identified")).Status;
    }
}
