namespace LeerId.Functions.Tests.Telemetry;

/// <summary>
/// Log events are the same on every machine. Telemetry ignores the format in an event's message and writes a date or a fraction in the machine's culture, so
/// no log method has a parameter of such a type.
/// </summary>
public sealed class LogParameterTests
{
    private static readonly Type[] Integers = [typeof(int), typeof(long)];

    [Fact]
    public void No_log_method_has_a_parameter_whose_text_depends_on_the_culture()
    {
        Assert.NotEmpty(LogMethods.All);
        Assert.Empty(
            from logged in LogMethods.All
            from parameter in logged.Method.GetParameters()
            where DependsOnCulture(parameter.ParameterType)
            select $"Event {logged.EventId}: {parameter.ParameterType} {parameter.Name}");
    }

    [Theory]
    [InlineData(typeof(DateOnly), true)]
    [InlineData(typeof(DateTime), true)]
    [InlineData(typeof(DateTimeOffset?), true)]
    [InlineData(typeof(TimeSpan), true)]
    [InlineData(typeof(double), true)]
    [InlineData(typeof(decimal), true)]
    [InlineData(typeof(int), false)]
    [InlineData(typeof(long?), false)]
    [InlineData(typeof(DayOfWeek), false)]
    [InlineData(typeof(string), false)]
    [InlineData(typeof(Exception), false)]
    public void Types_whose_text_depends_on_the_culture_are_found(Type type, bool isFound) => Assert.Equal(isFound, DependsOnCulture(type));

    private static bool DependsOnCulture(Type type)
    {
        Type value = Nullable.GetUnderlyingType(type) ?? type;
        return value.IsAssignableTo(typeof(IFormattable)) && !value.IsEnum && !Integers.Contains(value);
    }
}
