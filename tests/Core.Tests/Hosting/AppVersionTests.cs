using LeerId.Text;

namespace LeerId.Core.Tests.Hosting;

/// <summary>Two deployments of one version differ in what <c>/health</c> says.</summary>
public sealed class AppVersionTests
{
    [Fact]
    public void Number_of_the_build_follows_the_version() => Assert.Equal($"{AppVersion.Text}+20261128.3", AppVersion.Combine("20261128.3"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Build_without_a_number_has_the_version_alone(string? build) => Assert.Equal(AppVersion.Text, AppVersion.Combine(build));
}
