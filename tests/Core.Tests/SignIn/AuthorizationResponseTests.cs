using LeerId.SignIn;
using Microsoft.Extensions.Primitives;

namespace LeerId.Core.Tests.SignIn;

/// <summary>The parameters that a browser returns from ACM.</summary>
public sealed class AuthorizationResponseTests
{
    [Fact]
    public void Read_takes_each_parameter()
    {
        AuthorizationResponse response = Read(("code", "c"), ("state", "s"), ("error", "e"), ("iss", "i"), ("more", "m"));

        Assert.True(response.IsWellFormed);
        Assert.Equal(("c", "s", "e", "i"), (response.Code, response.State, response.Error, response.Issuer));
    }

    [Fact]
    public void Read_of_no_or_empty_parameters_gives_null()
    {
        AuthorizationResponse response = Read(("code", ""), ("state", ""));

        Assert.True(response.IsWellFormed);
        Assert.Equal(default((string?, string?, string?, string?)), (response.Code, response.State, response.Error, response.Issuer));
    }

    [Fact]
    public void Read_tells_an_empty_issuer_from_none()
    {
        Assert.Equal("", Read(("iss", "")).Issuer);
        Assert.Null(Read(("state", "s")).Issuer);
    }

    [Theory]
    [InlineData("code")]
    [InlineData("more")]
    public void Parameter_that_occurs_twice_is_malformed(string name)
    {
        AuthorizationResponse response = Read((name, new StringValues(["a", "a"])), ("state", "s"));

        Assert.False(response.IsWellFormed);
        Assert.Null(response.Code);
        Assert.Equal("s", response.State);
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void Parameter_has_at_most_4096_characters(int length, bool isWellFormed) =>
        Assert.Equal(isWellFormed, Read(("state", "s"), ("more", new string('a', length))).IsWellFormed);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_keeps_the_response_mode(bool isFormPost) => Assert.Equal(isFormPost, AuthorizationResponse.Read([], isFormPost).IsFormPost);

    private static AuthorizationResponse Read(params (string Name, StringValues Value)[] parameters) =>
        AuthorizationResponse.Read(parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value)), isFormPost: false);
}
