using System.Net.Http.Headers;
using System.Text;
using LeerId.Staff;

namespace LeerId.Functions.Tests.Staff.Schools;

/// <summary>Files that an import refuses over HTTP. The list stays unchanged.</summary>
public sealed class SchoolImportRefusalTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>
{
    private const string Import = "staff/schools/import";
    private const string OpenData = "staff/schools/open-data";

    private StaffRig Rig => shared.Rig;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[], string> Unreadable => new()
    {
        {
            "rubbish", [.. Enumerable.Range(0, 1000).Select(value => (byte)(value * 7))],
            """{"fault":"The file contains NUL characters, so it is not a CSV file: save it as CSV in UTF-8."}"""
        },
        {
            "unknown column", Encoding.UTF8.GetBytes("number,name,from,until,untill\n012345,A,2026-09-01,,\n"),
            """{"field":"untill","fault":"The column is unknown: correct its name, or remove it."}"""
        },
    };

    public static TheoryData<string, byte[], string> NotAllowed => new()
    {
        {
            "quoted line break", Csv("012345,\"De\nRegenboog\",2026-09-01,"),
            """{"line":2,"field":"name","fault":"has a line break or another character that is not text"}"""
        },
        {
            "duplicate number", Csv("012345,A,2026-09-01,2026-12-31\n012345,A,2027-01-01,"),
            """{"line":3,"field":"number","fault":"012345 is also on line 2: give a school one line, from the first day to the last"}"""
        },
        {
            "overlapping periods", Csv("012345,A,2026-09-01,\n012345,A,2027-01-01,"),
            """{"line":3,"field":"number","fault":"012345 is also on line 2, and the periods overlap"}"""
        },
        { "until before from", Csv("012345,A,2026-09-01,2026-08-31"), """{"line":2,"field":"until","fault":"is before the first day"}""" },
    };

    [Theory]
    [MemberData(nameof(Unreadable), DisableDiscoveryEnumeration = true)]
    public async Task Unreadable_file_is_refused_with_a_message_and_the_list_is_unchanged(string what, byte[] csv, string fault) =>
        await AssertRefusedAsync(what, csv, "400 body-invalid", "The file is not CSV or a workbook of the form asked for. Nothing is changed.", fault);

    [Theory]
    [MemberData(nameof(NotAllowed), DisableDiscoveryEnumeration = true)]
    public async Task Invalid_file_is_refused_with_a_message_and_the_list_is_unchanged(string what, byte[] csv, string fault) =>
        await AssertRefusedAsync(what, csv, "422 file-invalid", "The file has faults: 1. Nothing is changed.", fault);

    [Fact]
    public async Task A_dry_run_tells_what_would_change()
    {
        StaffAnswer answer = await SendAsync(
            $"{Import}?dryRun=true",
            Csv(
                "12345,Oefenschool De Regenboog,2020-09-01,\n040404,Fusie,2020-09-01,\n060606,Nieuw,2026-09-01,\n"
                + "050505,Oefenschool Vroeger,2020-09-01,2024-08-31"));
        Assert.Equal(
            """
            {"dryRun":true,"added":[{"number":"060606","name":"Nieuw"}],"changed":[{"number":"040404","name":"Fusie","fields":["name"]}],
            "removed":[{"number":"030569","name":"Oefenschool Het Kompas"}],"removedCount":1,"mustStateRemoves":false,"unchanged":2,
            "warningCount":1,"warnings":[{"line":2,"field":"number","warning":"12345 is read as 012345"}]}
            """.ReplaceLineEndings(""),
            answer.Text);
    }

    [Fact]
    public async Task Every_faulty_line_is_named()
    {
        StaffAnswer answer = await SendAsync(Import, Csv(string.Join('\n', Enumerable.Repeat("x,A,2026-09-01,", 4000))));
        Assert.Equal("The file has faults: 4000. Nothing is changed.", answer.Json.GetProperty("title").GetString());
        Assert.Equal(4000, answer.Json.GetProperty("faults").GetArrayLength());
    }

    [Theory]
    [InlineData(Import, false)]
    [InlineData(Import, true)]
    [InlineData(OpenData, false)]
    [InlineData(OpenData, true)]
    public async Task Fifty_megabytes_of_rubbish_are_refused(string path, bool chunked)
    {
        const int Length = 50 * 1024 * 1024;
        string before = await ListAsync();
        using Rubbish rubbish = new(Length, chunked);
        StaffAnswer answer = await Rig.SendAsync(StaffRole.AccessControl, "POST", path, rubbish);

        Assert.Equal("413 body-too-large", answer.ToString());
        Assert.Equal(before, await ListAsync());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task Another_media_type_is_refused(string mediaType)
    {
        using ByteArrayContent content = new(Csv("012345,A,2026-09-01,"));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        Assert.Equal("415 media-type-not-supported", (await Rig.SendAsync(StaffRole.AccessControl, "POST", Import, content)).ToString());
    }

    [Theory]
    [InlineData("dryRun=1")]
    [InlineData("dryRun=")]
    [InlineData("dryRun=True")]
    public async Task Invalid_dry_run_parameter_is_refused(string query)
    {
        Assert.Equal("400 dry-run-invalid", (await SendAsync($"{Import}?{query}", Csv("012345,A,2026-09-01,"))).ToString());
        Assert.Equal("400 dry-run-invalid", (await SendAsync($"{OpenData}?{query}", "schoolnummer;naam\n012345;A\n"u8.ToArray())).ToString());
    }

    private async Task AssertRefusedAsync(string what, byte[] csv, string problem, string title, string fault)
    {
        string before = await ListAsync();
        StaffAnswer answer = await SendAsync(Import, csv);
        Assert.Equal(problem, answer.ToString());
        Assert.True(answer.Json.GetProperty("faults")[0].GetRawText() == fault, what);
        Assert.Equal(title, answer.Json.GetProperty("title").GetString());
        Assert.Equal(before, await ListAsync());
    }

    private static byte[] Csv(string lines) => Encoding.UTF8.GetBytes($"number,name,from,until\n{lines}\n");

    private async Task<StaffAnswer> SendAsync(string path, byte[] csv)
    {
        using ByteArrayContent content = new(csv);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return await Rig.SendAsync(StaffRole.AccessControl, "POST", path, content, purpose: null);
    }

    private async Task<string> ListAsync() => (await Rig.SendAsync(StaffRole.Operator, "GET", "staff/schools", purpose: null)).Text;

    /// <summary>A file with the given number of meaningless bytes.</summary>
    private sealed class Rubbish : HttpContent
    {
        private readonly int _length;
        private readonly bool _chunked;

        public Rubbish(int length, bool chunked)
        {
            (_length, _chunked) = (length, chunked);
            Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            byte[] piece = new byte[64 * 1024];
            Array.Fill(piece, (byte)'x');
            for (int sent = 0; sent < _length; sent += piece.Length)
                await stream.WriteAsync(piece, Cancel);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return !_chunked;
        }
    }
}
