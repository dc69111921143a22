using System.Text;
using LeerId.Schools;
using LeerId.Schools.Import;

namespace LeerId.Core.Tests.Schools;

public sealed class SchoolListExportTests
{
    [Fact]
    public void Downloaded_list_opens_in_a_Belgian_Excel()
    {
        byte[] csv = SchoolListExport.Write(
            [SchoolRig.School("030569") with { FormerNumbers = [SchoolNumber.Parse("030570"), SchoolNumber.Parse("030571")], Municipality = "Gent" }]);
        Assert.Equal(
            "\uFEFFnumber;name;from;until;board;formerNumbers;municipality\r\n030569;De Regenboog;2026-09-01;;;030570 030571;Gent\r\n",
            Encoding.UTF8.GetString(csv));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+32", "'+32")]
    [InlineData("-Min-", "'-Min-")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("\nx", "\"'\nx\"")]
    [InlineData("'=x", "''=x")]
    [InlineData("'gewoon", "'gewoon")]
    [InlineData("a=b", "a=b")]
    public void No_cell_begins_a_formula(string text, string expected)
    {
        string csv = Encoding.UTF8.GetString(SchoolListExport.Write([SchoolRig.School("012345", text) with { Board = text, Municipality = text }]));
        Assert.Equal($"012345;{expected};2026-09-01;;{expected};;{expected}", csv.Split("\r\n", 2)[1].TrimEnd());
    }
}
