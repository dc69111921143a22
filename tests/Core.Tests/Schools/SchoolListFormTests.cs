using System.Text;
using LeerId.Schools;
using LeerId.Schools.Import;

namespace LeerId.Core.Tests.Schools;

/// <summary>The file formats that a list may have.</summary>
public sealed class SchoolListFormTests
{
    private const string Expected = "012345 De Regenboog 2026-09-01 2027-08-31";

    [Theory]
    [InlineData("number,name,from,until\n012345,De Regenboog,2026-09-01,2027-08-31\n")]
    [InlineData("number;name;from;until\r\n012345;De Regenboog;2026-09-01;2027-08-31\r\n")]
    [InlineData("number,name,from,until\n012345,De Regenboog,2026-09-01,2027-08-31")]
    [InlineData("until,from,name,number\n2027-08-31,2026-09-01,De Regenboog,012345\n")]
    [InlineData("NUMBER,Name,fRoM,UNTIL\n012345,De Regenboog,2026-09-01,2027-08-31\n")]
    [InlineData("nummer;naam;van;tot\n012345;De Regenboog;2026-09-01;2027-08-31\n")]
    [InlineData("Instellingsnummer;Naam;Van;Tot\n012345;De Regenboog;2026-09-01;2027-08-31\n")]
    [InlineData("\uFEFFnumber;name;from;until\n012345;De Regenboog;2026-09-01;2027-08-31\n")]
    [InlineData("sep=;\nnumber;name;from;until\n012345;De Regenboog;2026-09-01;2027-08-31\n")]
    [InlineData("\"number\",\"name\",\"from\",\"until\"\n\"012345\",\"De Regenboog\",\"2026-09-01\",\"2027-08-31\"\n")]
    [InlineData("number, name , from,until\n 012345 , De Regenboog ,2026-09-01, 2027-08-31 \n")]
    [InlineData("number;name;from;until\n012345;De Regenboog;01/09/2026;31/08/2027\n")]
    [InlineData("number;name;from;until\n012345;De Regenboog;1/9/2026;31/8/2027\n")]
    [InlineData("number;name;from;until\n\n;;;\n012345;De Regenboog;2026-09-01;2027-08-31\n;;;\n\n")]
    public void A_list_is_read(string csv)
    {
        SchoolListLine line = Assert.Single(Read(csv));
        SchoolContract school = line.Contract;
        Assert.Equal(Expected, $"{school.Number} {school.Name} {school.From:yyyy-MM-dd} {school.Until:yyyy-MM-dd}");
        Assert.Null(school.Board);
        Assert.Empty(school.FormerNumbers);
        Assert.False(line.HasBoard);
        Assert.False(line.HasFormerNumbers);
    }

    [Theory]
    [InlineData("number,name,from,until,board,formerNumbers")]
    [InlineData("nummer,naam,van,tot,schoolbestuur,vroegere nummers")]
    [InlineData("nummer,naam,van,tot,Schoolbestuur,Vroegere_Nummers")]
    [InlineData("number,name,from,until,Board,Former Numbers")]
    public void Board_and_former_numbers_are_read(string header)
    {
        SchoolListLine line = Assert.Single(Read($"{header}\n040404,De Fusie,2026-09-01,,Zonnestraal,040401  040402\n"));
        Assert.Null(line.Contract.Until);
        Assert.Equal("Zonnestraal", line.Contract.Board);
        Assert.Equal(["040401", "040402"], line.Contract.FormerNumbers.Select(number => number.ToString()));
    }

    [Theory]
    [InlineData("\"Sint-Jan; \"\"de\"\" school\"", "Sint-Jan; \"de\" school")]
    [InlineData("École Élémentaire ’t Kasteel", "École Élémentaire ’t Kasteel")]
    [InlineData("'t Kofschip", "'t Kofschip")]
    [InlineData("'=SOM", "=SOM")]
    [InlineData("''=SOM", "'=SOM")]
    public void A_name_is_taken_as_it_is(string field, string expected) =>
        Assert.Equal(expected, Assert.Single(Read($"number;name;from;until\n012345;{field};2026-09-01;\n")).Contract.Name);

    [Theory]
    [InlineData("30569", "030569")]
    [InlineData("109", "000109")]
    public void Lost_zeros_are_restored_with_a_warning(string field, string expected)
    {
        SchoolFileWarnings warnings = new();
        SchoolListLine line = Assert.Single(
            Read($"number,name,from,until,formerNumbers\n012345,A,2026-09-01,,\n{field},B,2026-09-01,,{field}\n", warnings)[1..]);
        Assert.Equal(expected, line.Contract.Number.ToString());
        Assert.Equal(
            [
                new SchoolFileWarning(3, "number", null, $"{field} is read as {expected}"),
                new SchoolFileWarning(3, "formerNumbers", null, $"{field} is read as {expected}"),
            ],
            warnings.First.Select(SchoolRig.InEnglish));
    }

    private static List<SchoolListLine> Read(string csv, SchoolFileWarnings? warnings = null)
    {
        SchoolFileFaults faults = new();
        SchoolFileWarnings found = warnings ?? new();
        IReadOnlyList<SchoolListLine>? lines = SchoolListFile.Read(Encoding.UTF8.GetBytes(csv), faults, found);
        Assert.NotNull(lines);
        Assert.Empty(faults.First);
        Assert.Equal(warnings is null, found.Count == 0);
        return [.. lines];
    }
}
