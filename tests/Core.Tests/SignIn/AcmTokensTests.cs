using System.Text;
using System.Text.Json;
using LeerId.OpenIdConnect;
using LeerId.SignIn;
using LeerId.Text;

namespace LeerId.Core.Tests.SignIn;

/// <summary>The values that are read from an answer of the token endpoint.</summary>
public sealed class AcmTokensTests
{
    [Theory]
    [InlineData("\"Bearer\"", null)]
    [InlineData("\"bearer\"", null)]
    [InlineData("\"BEARER\"", null)]
    [InlineData("\"mac\"", nameof(RefusalReason.TokenTypeNotAllowed))]
    [InlineData("\"DPoP\"", nameof(RefusalReason.TokenTypeNotAllowed))]
    [InlineData("\"Bearer \"", nameof(RefusalReason.TokenTypeNotAllowed))]
    [InlineData("\"\"", nameof(RefusalReason.TokenTypeNotAllowed))]
    [InlineData("\"\\ud800\"", nameof(RefusalReason.TokenTypeNotAllowed))]
    [InlineData("[\"Bearer\"]", nameof(RefusalReason.TokenTypeNotAllowed))]
    [InlineData("null", nameof(RefusalReason.TokenTypeNotAllowed))]
    public void Tokens_are_of_the_type_Bearer(string type, string? reason) =>
        Assert.Equal(reason, Read($$"""{"id_token":"a","access_token":"b","token_type":{{type}}}""").Refusal?.ToString());

    [Fact]
    public void Access_token_without_a_type_is_refused() =>
        Assert.Equal(RefusalReason.TokenTypeNotAllowed, Read("""{"id_token":"a","access_token":"b"}""").Refusal);

    [Theory]
    [InlineData("{\"id_token\":\"a\"}")]
    [InlineData("{\"id_token\":\"a\",\"access_token\":null,\"token_type\":null}")]
    public void ID_token_alone_needs_no_type(string json)
    {
        Assert.Null(Read(json).Value.AccessToken);
        Assert.Equal("a", Read(json).Value.IdToken);
    }

    [Theory]
    [InlineData("\"a b~!\"", null)]
    [InlineData("\"a\\r\\nb\"", nameof(RefusalReason.AccessTokenMalformed))]
    [InlineData("\"a\\u0000\"", nameof(RefusalReason.AccessTokenMalformed))]
    [InlineData("\"a\\u007f\"", nameof(RefusalReason.AccessTokenMalformed))]
    [InlineData("\"é\"", nameof(RefusalReason.AccessTokenMalformed))]
    [InlineData("\"\\ud800\"", nameof(RefusalReason.AccessTokenMalformed))]
    [InlineData("\"\"", nameof(RefusalReason.AccessTokenMalformed))]
    [InlineData("7", nameof(RefusalReason.AccessTokenMalformed))]
    public void Access_token_is_visible_ASCII(string token, string? reason) =>
        Assert.Equal(reason, Read($$"""{"id_token":"a","access_token":{{token}},"token_type":"Bearer"}""").Refusal?.ToString());

    private static Checked<AcmTokens, RefusalReason> Read(string json)
    {
        JsonElement answer = StrictJson.ParseObject(Encoding.UTF8.GetBytes(json))!.Value;
        return AcmTokens.Read(answer);
    }
}
