using CsvHelper;
using LeerId.Students;

namespace LeerId.Disclosures;

/// <summary>The file that another provider gets, which contains only uuids. A class, so that it never prints itself.</summary>
public sealed class DisclosureFile
{
    private static readonly string[] Header = ["Leer_id_uuid", "Account_uuid", "Historiek_account_uuid"];

    internal DisclosureFile(string id, IReadOnlyList<StudentUuids> pupils)
    {
        Name = $"disclosure-{id}.csv";
        Content = Write(pupils);
    }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>The content: CSV (RFC 4180) in UTF-8, one line per pupil. The uuids of the history are separated by spaces.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    private static byte[] Write(IReadOnlyList<StudentUuids> pupils)
    {
        using MemoryStream file = new();
        using (CsvWriter writer = CsvWriter.Create(file, new CsvWriterOptions(), leaveOpen: true))
        {
            writer.WriteRecord(Header);
            foreach (StudentUuids pupil in pupils)
            {
                writer.WriteRecord([
                    pupil.LeerId?.ToString("D") ?? "", pupil.Account?.ToString("D") ?? "",
                    string.Join(' ', pupil.History.Select(uuid => uuid.ToString("D")))]);
            }
        }

        return file.ToArray();
    }
}
