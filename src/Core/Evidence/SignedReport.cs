using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LeerId.Evidence;

/// <summary>A report with its signature.</summary>
public sealed class SignedReport
{
    /// <summary>The header's <c>typ</c>, so that no other token is accepted as a report (RFC 8725, section 3.11).</summary>
    public const string TokenType = "evidence-report+jwt";

    internal SignedReport(EvidenceReport report, string json, string jws)
    {
        (Report, Jws) = (report, jws);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
        Document = Compose(json, jws);
    }

    /// <summary>The report.</summary>
    public EvidenceReport Report { get; }

    /// <summary>The signed report: a compact JWS (RFC 7515), ES256 with the seal key, whose payload is the report's JSON.</summary>
    public string Jws { get; }

    /// <summary>The SHA-256 of the report's JSON, in hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>Both as one JSON document: <c>report</c> for people to read, <c>jws</c> for programs that check it.</summary>
    public string Document { get; }

    private static string Compose(string json, string jws)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("report");
            writer.WriteRawValue(json);
            writer.WriteString("jws", jws);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
