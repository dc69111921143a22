using System.Reflection;
using System.Text.Json;
using LeerId.PrivacyLog;
using LeerId.Restrictions;
using LeerId.Staff;

namespace LeerId.Core.Tests.PrivacyLog;

/// <summary>The codes of the privacy log in Dutch.</summary>
public sealed class PrivacyLogTextsTests
{
    [Fact]
    public void Every_action_that_the_software_writes_has_a_text()
    {
        string[] actions =
        [
            .. typeof(PrivacyLogEntry).Assembly.GetTypes()
                .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
                .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string) && field.Name.EndsWith("Action", StringComparison.Ordinal))
                .Select(field => (string)field.GetRawConstantValue()!),
        ];

        Assert.Contains("sign-in", actions);
        Assert.Contains("privacy-log-download", actions);
        Assert.DoesNotContain(actions, action => PrivacyLogTexts.Action(action) == action);
    }

    [Theory]
    [InlineData("sign-in")]
    [InlineData("release")]
    [InlineData("student-lookup")]
    [InlineData("privacy-log-read")]
    [InlineData("privacy-log-download")]
    [InlineData("disclosure")]
    [InlineData("quality-notice")]
    public void Action_about_a_pupil_has_a_text_for_the_pupil(string action) => Assert.NotNull(PrivacyLogTexts.ForPupil(action));

    [Fact]
    public void Every_role_choice_and_ground_has_a_text()
    {
        Assert.All(Enum.GetValues<StaffRole>(), role => Assert.DoesNotContain('-', PrivacyLogTexts.Role(role.ToText())));
        Assert.All(Enum.GetValues<PurposeKind>(), kind => Assert.Equal(kind.ToDutch(), PrivacyLogTexts.PurposeKind(kind.ToText())));
        Assert.All(
            Enum.GetValues<RestrictionGround>(),
            ground => Assert.NotNull(PrivacyLogTexts.Reason(JsonNamingPolicy.KebabCaseLower.ConvertName(ground.ToString()))));
    }

    [Fact]
    public void Code_of_another_version_stays_as_it_is()
    {
        Assert.Equal("lookup-2", PrivacyLogTexts.Action("lookup-2"));
        Assert.Equal("half", PrivacyLogTexts.Outcome("half"));
        Assert.Equal("archivist", PrivacyLogTexts.Role("archivist"));
        Assert.Equal("curious", PrivacyLogTexts.PurposeKind("curious"));
        Assert.Null(PrivacyLogTexts.Reason("no-contract"));
    }
}
