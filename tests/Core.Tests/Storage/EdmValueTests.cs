using LeerId.Storage;

namespace LeerId.Core.Tests.Storage;

public sealed class EdmValueTests
{
    public static TheoryData<object, string, string> Values => new()
    {
        { "", "Edm.String", "" },
        { "é\n", "Edm.String", "é\n" },
        { true, "Edm.Boolean", "true" },
        { int.MinValue, "Edm.Int32", "-2147483648" },
        { long.MaxValue, "Edm.Int64", "9223372036854775807" },
        { 0.1, "Edm.Double", "0.1" },
        { 3.0, "Edm.Double", "3" },
        { double.NaN, "Edm.Double", "NaN" },
        { double.NegativeInfinity, "Edm.Double", "-Infinity" },
        { new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.FromHours(2)).AddTicks(1), "Edm.DateTime", "2026-09-01T06:00:00.0000001Z" },
        { Guid.Parse("00000003-0000-0000-0000-00000000000a"), "Edm.Guid", "00000003-0000-0000-0000-00000000000a" },
        { new byte[] { 0, 255 }, "Edm.Binary", "AP8=" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_described_and_parsed_back(object value, string type, string text)
    {
        Assert.Equal((type, text), EdmValue.Describe(value));
        Assert.Equal(value, EdmValue.Parse(type, text));
    }

    [Fact]
    public void A_type_that_storage_does_not_have_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => EdmValue.Describe('x'));
        Assert.Throws<InvalidDataException>(() => EdmValue.Parse("Edm.Single", "1"));
    }
}
