using System.Text;
using System.Text.Json;
using LeerId.Staff;

namespace LeerId.Functions.Tests.Staff;

/// <summary>JSON bodies in the encodings that common tools send, such as Windows PowerShell.</summary>
public sealed class StaffEncodingTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>
{
    private const string Address = "staff/notices/quality";
    private const string Report =
        """{"foundAt": "2026-08-20T15:10:00Z", "data": "Voornaam", "problem": "Het gegeven is foutief geïnterpreteerd.", "count": 3}""";

    private static readonly UnicodeEncoding Utf16Without = new(bigEndian: false, byteOrderMark: false);

    private StaffRig Rig => shared.Rig;

    /// <summary>The body, and the name of its encoding in the fault.</summary>
    public static TheoryData<string, string> OtherEncodings => new()
    {
        { "utf-16 with mark", "is in UTF-16" },
        { "utf-16 without mark", "is in UTF-16" },
        { "utf-16 big-endian with mark", "is in UTF-16" },
        { "utf-16 big-endian without mark", "is in UTF-16" },
        { "utf-32 with mark", "is in UTF-32" },
        { "utf-32 without mark", "is in UTF-32" },
        { "utf-32 big-endian without mark", "is in UTF-32" },
        { "latin-1", "as text in Latin-1 or Windows-1252 has" },
    };

    [Theory]
    [InlineData(true, "application/json")]
    [InlineData(true, "application/json; charset=utf-8")]
    [InlineData(false, "application/json;charset=UTF-8")]
    [InlineData(false, "Application/JSON; charset=\"utf-8\"; profile=x")]
    public async Task Utf_8_is_taken_with_a_byte_order_mark_and_without(bool withMark, string contentType)
    {
        StaffAnswer answer = await SendAsync(Address, [.. withMark ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(Report)], contentType);

        Assert.Equal(201, answer.Status);
        StaffAnswer notice = await Rig.SendAsync(StaffRole.Dpo, "GET", $"{Address}/{answer.Json.GetProperty("number").GetString()}", purpose: null);
        Assert.Equal("Het gegeven is foutief geïnterpreteerd.", notice.Json.GetProperty("content").GetProperty("problem").GetString());
    }

    [Theory]
    [MemberData(nameof(OtherEncodings))]
    public async Task Another_encoding_gets_one_fault_that_names_it_and_asks_for_utf_8(string name, string expected)
    {
        StaffAnswer answer = await SendAsync(Address, Encode(name, Report), "application/json");

        Assert.Equal("400 body-invalid", answer.ToString());
        (string field, string fault) = AssertOneFault(answer);
        Assert.Equal("$", field);
        Assert.Contains(expected, fault, StringComparison.Ordinal);
        Assert.EndsWith("; send it in UTF-8", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json; charset=utf-16", "utf-16")]
    [InlineData("application/json;charset=\"ISO-8859-1\"", "ISO-8859-1")]
    [InlineData("application/json; charset=utf-8; charset=windows-1252", "windows-1252")]
    [InlineData("application/json; charset=us-ascii", "us-ascii")]
    public async Task Another_charset_in_the_content_type_is_refused_by_its_name(string contentType, string charset)
    {
        StaffAnswer answer = await SendAsync(Address, Encoding.UTF8.GetBytes(Report), contentType);

        Assert.Equal("400 body-invalid", answer.ToString());
        (string field, string fault) = AssertOneFault(answer);
        Assert.Equal("Content-Type", field);
        Assert.Equal($"names the encoding {charset}; send the body in UTF-8, and name utf-8 or no charset", fault);
    }

    [Fact]
    public async Task Every_address_that_takes_json_says_so()
    {
        StaffOperation[] withJson = [.. StaffTable.All.Where(operation => operation is { Body: not null, MediaType: "application/json" })];
        Assert.NotEmpty(withJson);
        foreach (StaffOperation operation in withJson)
        {
            using ByteArrayContent content = Content(Utf16Without.GetBytes(operation.Body!), "application/json");
            StaffAnswer answer = await Rig.SendAsync(operation.Admits[0], operation.Method, operation.Path, content);
            Assert.True(answer is { Status: 400, Problem: "body-invalid" }, $"{operation.Function}: {answer}");
            Assert.Equal(("$", "is in UTF-16; send it in UTF-8"), AssertOneFault(answer));
        }
    }

    private static (string Field, string Fault) AssertOneFault(StaffAnswer answer)
    {
        JsonElement fault = Assert.Single(answer.Json.GetProperty("faults").EnumerateArray());
        return (fault.GetProperty("field").GetString()!, fault.GetProperty("fault").GetString()!);
    }

    private static byte[] Encode(string name, string text)
    {
        Encoding encoding = name.Split(' ')[0] switch
        {
            "utf-16" => new UnicodeEncoding(name.Contains("big-endian", StringComparison.Ordinal), byteOrderMark: true),
            "utf-32" => new UTF32Encoding(name.Contains("big-endian", StringComparison.Ordinal), byteOrderMark: true),
            _ => Encoding.Latin1,
        };
        return [.. name.EndsWith("with mark", StringComparison.Ordinal) ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
    }

    private static ByteArrayContent Content(byte[] body, string contentType)
    {
        ByteArrayContent content = new(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    private async Task<StaffAnswer> SendAsync(string path, byte[] body, string contentType)
    {
        using ByteArrayContent content = Content(body, contentType);
        return await Rig.SendAsync(StaffRole.Dpo, "POST", path, content, purpose: null);
    }
}
