using LeerId.LocalHost.Application;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LeerId.Functions.Tests.HandOff;

/// <summary>The example in C# of docs/integrate.md, against the published addresses.</summary>
public sealed class HandOffTokenReaderTests : IClassFixture<HandOffRig>, IDisposable
{
    private readonly HandOffRig _rig;
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly HttpClient _http = new();
    private readonly HandOffTokenReader _reader;

    public HandOffTokenReaderTests(HandOffRig rig)
    {
        _rig = rig;
        _reader = new HandOffTokenReader(_http, rig.Issuer, rig.Audience, new UsedTokens(_clock), _clock);
    }

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_token_of_a_real_sign_in_is_accepted_once_with_the_data_of_the_pupil()
    {
        string token = await _rig.TokenAsync("later-identified");

        JsonWebToken read = (await _reader.ReadAsync(token, Cancel))!;
        Assert.Equal("1ee71d00-0000-4000-8000-000000000008", read.GetPayloadValue<string>("leer_id_uuid"));
        Assert.Equal(["acc00000-0000-4000-8000-000000000007"], read.GetPayloadValue<string[]>("historiek_account_uuid"));
        Assert.Equal(["012345"], read.GetPayloadValue<string[]>("instellingsnummer"));

        Assert.Null(await _reader.ReadAsync(token, Cancel));
    }

    [Theory]
    [MemberData(nameof(HandOffRig.Forgeries), MemberType = typeof(HandOffRig))]
    public async Task A_token_with_one_fault_is_refused(string forgery) =>
        Assert.Null(await _reader.ReadAsync(_rig.Forge(forgery, Now), Cancel));

    [Theory]
    [InlineData("")]
    [InlineData("no token")]
    [InlineData("a.b.c")]
    public async Task What_is_no_token_is_refused(string text) => Assert.Null(await _reader.ReadAsync(text, Cancel));

    [Theory]
    [InlineData(89, true)]
    [InlineData(91, false)]
    public async Task A_token_is_good_for_its_minute_and_half_a_minute_of_skew(int age, bool isAccepted) =>
        Assert.Equal(isAccepted, await _reader.ReadAsync(_rig.Make(Now.AddSeconds(-age)), Cancel) is not null);

    [Fact]
    public async Task A_used_token_is_refused_as_long_as_it_would_be_good()
    {
        string token = _rig.Make(Now);
        Assert.NotNull(await _reader.ReadAsync(token, Cancel));
        _clock.Advance(TimeSpan.FromSeconds(88));
        Assert.NotNull(await _reader.ReadAsync(_rig.Make(Now), Cancel));
        Assert.Null(await _reader.ReadAsync(token, Cancel));
    }
}
