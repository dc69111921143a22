using System.Text;
using System.Text.Json;
using LeerId.OpenIdConnect;

namespace LeerId.Core.Tests.OpenIdConnect;

/// <summary>JSON that the reader must reject, and text that isn't JSON.</summary>
public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"a":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}""")]
    public void ParseObject_refuses_anything_but_one_plain_object(string json) => Assert.Null(StrictJson.ParseObject(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void ParseObject_refuses_bytes_that_are_not_UTF8() =>
        Assert.Null(StrictJson.ParseObject([.. "{\"a\":\""u8, 0xFF, .. "\"}"u8]));

    [Theory]
    [InlineData("\"text\"", "text")]
    [InlineData("\"\"", null)]
    [InlineData("7", null)]
    [InlineData("null", null)]
    [InlineData("\"\\ud800\"", null)]
    public void Text_is_a_string_that_is_not_empty(string json, string? text) =>
        Assert.Equal(text, JsonElement.Parse($"{{\"a\":{json}}}").Text("a"));

    [Fact]
    public void Text_of_a_missing_member_is_null() => Assert.Null(JsonElement.Parse("{}").Text("a"));
}
