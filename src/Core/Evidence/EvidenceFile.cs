using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Evidence;

/// <summary>
/// Finds the signed report in a file: the JSON, the page, the bare token, or a ZIP file with one of them. The file can be anything, so both the time and
/// the memory are limited.
/// </summary>
internal static partial class EvidenceFile
{
    /// <summary>The maximum size of a file, in bytes.</summary>
    public const int MaximumBytes = 16 * 1024 * 1024;

    private const int MaximumUnpackedBytes = 32 * 1024 * 1024;
    private const int MaximumZipEntries = 50;

    // The header of a token has an algorithm, a type and a thumbprint.
    private const int MaxHeaderLength = 512;

    // A header has an algorithm, a type and a key id. Shorter candidates are not decoded, because a file can have millions of them.
    private const int MinHeaderLength = 48;

    // An ES256 signature has 64 bytes (RFC 7518, section 3.4).
    private const int SignatureLength = 86;

    // Each token begins with these characters: base64url of '{"'.
    private const string Beginning = "eyJ";

    private static readonly string[] Extensions = [".json", ".html", ".htm", ".txt", ".jws", ".jwt"];

    /// <summary>Finds the first signed report.</summary>
    public static EvidenceFileContent Read(byte[] file)
    {
        if (file.Length > MaximumBytes)
            return new(EvidenceFileFault.TooLarge);
        try
        {
            return file.AsSpan().StartsWith("PK"u8) ? ReadZip(file) : ReadText(Decode(file));
        }
        catch (InvalidDataException)
        {
            return new(EvidenceFileFault.Damaged);
        }
    }

    private static EvidenceFileContent ReadZip(byte[] file)
    {
        // The library would read all entries into memory, whatever their number.
        if (file.AsSpan().Count("PK\u0001\u0002"u8) > MaximumZipEntries)
            return new(EvidenceFileFault.TooLarge);
        using MemoryStream stream = new(file);
        using ZipArchive archive = new(stream, ZipArchiveMode.Read);
        int left = MaximumUnpackedBytes;
        EvidenceFileContent found = new(EvidenceFileFault.NoReport);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (!Extensions.Contains(Path.GetExtension(entry.Name), StringComparer.OrdinalIgnoreCase))
                continue;
            if (Unpack(entry, ref left) is not { } content)
                return new(EvidenceFileFault.TooLarge);
            EvidenceFileContent read = ReadText(Decode(content));
            if (read.Token is not null)
                return read;
            found = found.Fault == EvidenceFileFault.NoReport ? read : found;
        }

        return found;
    }

    // The stated size of an entry can be false, so only the number of unpacked bytes counts.
    private static byte[]? Unpack(ZipArchiveEntry entry, ref int left)
    {
        using Stream packed = entry.Open();
        using MemoryStream unpacked = new();
        byte[] buffer = new byte[81920];
        for (int read; (read = packed.Read(buffer, 0, buffer.Length)) > 0; unpacked.Write(buffer, 0, read))
        {
            left -= read;
            if (left < 0)
                return null;
        }

        return unpacked.ToArray();
    }

    // Browsers write UTF-8, and Windows PowerShell writes UTF-16. A report begins with ASCII, which is followed by a NUL in UTF-16.
    private static string Decode(byte[] file) => file switch
    {
        [0xFF, 0xFE, ..] or [_, 0, ..] => Encoding.Unicode.GetString(file),
        [0xFE, 0xFF, ..] or [0, _, ..] => Encoding.BigEndianUnicode.GetString(file),
        _ => Encoding.UTF8.GetString(file),
    };

    private static EvidenceFileContent ReadText(string text)
    {
        EvidenceFileContent found = Find(text);
        // A web archive breaks a long line with "=" at its end, and a mail program breaks it without one.
        if (found.Token is null && text.Contains('\n', StringComparison.Ordinal) && Find(LineBreak().Replace(text, "")) is { Token: not null } joined)
            found = joined;
        return found.Token is null ? found : found with { ReadableReport = ReadableReportIn(text) };
    }

    private static EvidenceFileContent Find(string text)
    {
        EvidenceFileContent found = new(EvidenceFileFault.NoReport);
        for (int at = 0; (at = text.IndexOf(Beginning, at, StringComparison.Ordinal)) >= 0;)
        {
            int header = at;
            at = EndOfPart(text, header);
            if (at - header is < MinHeaderLength or > MaxHeaderLength || !IsDot(text, at) || KeyIdOf(text[header..at]) is not { } kid)
                continue;
            int payloadEnd = EndOfPart(text, at + 1);
            int end = payloadEnd + 1 + SignatureLength;
            if (!IsDot(text, payloadEnd) || EndOfPart(text, payloadEnd + 1) < end)
                found = new(EvidenceFileFault.NotWhole);
            else
                return new(Fault: null, text[header..end], kid);
        }

        return found;
    }

    private static bool IsDot(string text, int at) => at < text.Length && text[at] == '.';

    private static int EndOfPart(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_'))
            at++;
        return at;
    }

    // Returns the key id of a header; null if it isn't the header of a report.
    private static string? KeyIdOf(string header)
    {
        try
        {
            string json = Base64UrlEncoder.Decode(header);
            // Most candidates aren't the header of a report, and an exception for each would take too long.
            if (!json.Contains("evidence-report", StringComparison.Ordinal))
                return null;
            JsonElement read = JsonElement.Parse(json);
            return read.ValueKind == JsonValueKind.Object && Text(read, "typ") == SignedReport.TokenType ? Text(read, "kid") : null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Returns the member of an object if it is a text; otherwise null.</summary>
    internal static string? Text(JsonElement json, string member) =>
        json.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Finds the readable report next to the signature; null if the file has none.
    private static JsonElement? ReadableReportIn(string text)
    {
        try
        {
            JsonElement json = JsonElement.Parse(text.TrimStart('\uFEFF'));
            return json.ValueKind == JsonValueKind.Object && json.TryGetProperty("report", out JsonElement report) ? report : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("=?\r?\n", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LineBreak();
}

/// <summary>The signed report found in a file.</summary>
/// <param name="Fault">The reason why the file has no report; null if it has one.</param>
/// <param name="Token">The signed report, as a compact JWS; null if there is none.</param>
/// <param name="Kid">The id of the key that its header names; null if there is none.</param>
internal sealed record EvidenceFileContent(EvidenceFileFault? Fault, string? Token = null, string? Kid = null)
{
    /// <summary>The readable report in JSON next to the token; null if there is none.</summary>
    public JsonElement? ReadableReport { get; init; }
}

/// <summary>The reason why a file has no report to check.</summary>
public enum EvidenceFileFault
{
    /// <summary>The file has no signed report.</summary>
    NoReport,

    /// <summary>The end of the signed report is missing.</summary>
    NotWhole,

    /// <summary>The file is a ZIP file that can't be unpacked.</summary>
    Damaged,

    /// <summary>The file is larger than a report can be, or it is a ZIP file that unpacks to more.</summary>
    TooLarge,
}
