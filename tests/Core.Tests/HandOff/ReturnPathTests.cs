using LeerId.HandOff;

namespace LeerId.Core.Tests.HandOff;

public sealed class ReturnPathTests
{
    [Theory]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("/taken/12", "/taken/12")]
    [InlineData("/taken?week=3&vak=rekenen#deel-2", "/taken?week=3&vak=rekenen#deel-2")]
    [InlineData("/zoek?q=%C3%A9%C3%A9n", "/zoek?q=%C3%A9%C3%A9n")]
    [InlineData("/a?next=https://elsewhere.example/", "/a?next=https://elsewhere.example/")]
    [InlineData("/@klas", "/@klas")]
    public void TryParse_takes_a_local_path_as_it_is(string? text, string expected)
    {
        Assert.True(ReturnPath.TryParse(text, out ReturnPath path));
        Assert.Equal(expected, path.ToString());
    }

    public static TheoryData<string> Disguises { get; } =
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "///elsewhere.example",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "\\/elsewhere.example",
        "/%2Felsewhere.example",
        "/%2felsewhere.example",
        "%2F%2Felsewhere.example",
        "/%5Celsewhere.example",
        "/%5celsewhere.example",
        "/%252Felsewhere.example",
        "/%25252Felsewhere.example",
        "/a//elsewhere.example",
        "/..//elsewhere.example",
        "/a/../b",
        "/./a",
        "/%2e%2e/a",
        "/%2e%2e%2f%2felsewhere.example",
        "https:elsewhere.example",
        "https:/elsewhere.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "application.example@elsewhere.example",
        "https://application.example@elsewhere.example/",
        "//application.example@elsewhere.example/",
        "elsewhere.example",
        "taken/12",
        " /taken",
        "/taken 12",
        "/\t/elsewhere.example",
        "/\n/elsewhere.example",
        "/%09/elsewhere.example",
        "/%0d%0aSet-Cookie:x=y",
        "/%00",
        "/\u0000",
        "/\u200b/elsewhere.example",
        "/één",
        "/%C2%85",
        "/" + new string('a', 1024),
    ];

    [Theory]
    [MemberData(nameof(Disguises))]
    public void TryParse_refuses_what_can_lead_elsewhere(string text) => Assert.False(ReturnPath.TryParse(text, out _));
}
