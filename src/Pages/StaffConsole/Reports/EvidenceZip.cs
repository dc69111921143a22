using System.IO.Compression;
using System.Text;
using LeerId.Calendar;
using LeerId.Evidence;

namespace LeerId.Pages.StaffConsole.Reports;

/// <summary>A ZIP file with an evidence report, its page, the public keys, and instructions to check it.</summary>
/// <param name="report">The report.</param>
/// <param name="page">Its page.</param>
/// <param name="keys">The public keys as a JSON Web Key Set (RFC 7517).</param>
internal sealed class EvidenceZip(SignedReport report, Page page, string keys)
{
    public const string ReportName = "verslag.json";
    public const string PageName = "verslag.html";
    public const string KeysName = "seal-keys.json";
    public const string ReadMeName = "LEESMIJ.txt";

    // Windows recognises UTF-8 by these bytes.
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>The name of the file.</summary>
    public string Name => $"leerid-bewijs-{report.Report.From:yyyy-MM-dd}-{report.Report.Until:yyyy-MM-dd}.zip";

    // The file is completed before anything is sent, like a page. The report is in memory anyway, and the library can't finish an entry
    // asynchronously.
    /// <summary>The file.</summary>
    public byte[] ToArray()
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, ReadMeName, [WithMark.Preamble.ToArray(), Encoding.UTF8.GetBytes(ReadMe())]);
            Add(archive, ReportName, [Encoding.UTF8.GetBytes(report.Document)]);
            Add(archive, PageName, page.Parts);
            Add(archive, KeysName, [Encoding.UTF8.GetBytes(keys)]);
        }

        return stream.ToArray();
    }

    private void Add(ZipArchive archive, string name, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = BrusselsTime.Local(report.Report.MadeAt);
        using Stream file = entry.Open();
        foreach (ReadOnlyMemory<byte> part in parts)
            file.Write(part.Span);
    }

    private string ReadMe() => $"""
        Bewijs van de naleving van het protocol LeerID
        {EvidencePeriods.NameOf(new EvidencePeriod(report.Report.From, report.Report.Until))}
        Verslag {report.Report.Number}, gemaakt op {DutchDate.Moment(report.Report.MadeAt)}
        SHA-256 van het ondertekende verslag: {report.Sha256}

        {ReportName}    het verslag (report) en zijn handtekening (jws)
        {PageName}    hetzelfde verslag, om te lezen en af te drukken
        {KeysName}  de publieke sleutels waarmee u de handtekening nagaat

        De handtekening nagaan
        ----------------------
        Ondertekend is alleen het verslag in jws: een compacte JWS (RFC 7515) met ES256. De pagina is er de leesbare weergave van.

        1. In het beheer van de dienstenleverancier: Bewijs, "Ga een bestand na". Kies dit ZIP-bestand.
        2. Of zonder de dienstenleverancier, met Node.js en de bibliotheek jose. Pak het ZIP-bestand uit, zet de vijf regels hieronder
           in een bestand nagaan.mjs in dezelfde map, en voer uit: npm install jose, en daarna: node nagaan.mjs

        import {'{'} readFileSync {'}'} from 'node:fs';
        import {'{'} compactVerify, createLocalJWKSet {'}'} from 'jose';
        const read = name => JSON.parse(readFileSync(name, 'utf8'));
        const {'{'} payload {'}'} = await compactVerify(read('{ReportName}').jws, createLocalJWKSet(read('{KeysName}')), {'{'} algorithms: ['ES256'] {'}'});
        console.log(new TextDecoder().decode(payload));

        U leest dan wat ondertekend is. Is de handtekening niet juist, dan krijgt u de fout "signature verification failed".
        Elke andere bibliotheek voor JOSE of JWT kan het ook. Er is geen ontvanger (aud) en geen einde (exp) om na te gaan.

        Waar komen de sleutels vandaan?
        -------------------------------
        Wie dit bestand namaakt, kan er ook andere sleutels bij steken. Haal de sleutels daarom zelf op:
        {report.Report.Issuer}/.well-known/seal-keys.json
        Of vergelijk de vingerafdruk (kid) met die in een vroeger verslag. Bewaar {KeysName} bij het verslag: een sleutel die twee keer
        vervangen is, staat niet meer op dat adres.
        """.ReplaceLineEndings("\r\n");
}
