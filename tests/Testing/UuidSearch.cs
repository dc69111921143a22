using System.Text;

namespace LeerId.Testing;

/// <summary>
/// Searches the value of a column for a uuid: as text with and without hyphens, in base64, and as the bytes of either byte order.
/// </summary>
public static class UuidSearch
{
    public static bool IsIn(object? value, Guid uuid)
    {
        ReadOnlySpan<byte> bytes = value switch
        {
            byte[] binary => binary,
            BinaryData binary => binary.ToArray(),
            _ => Encoding.UTF8.GetBytes($"{value}"),
        };
        string text = Encoding.UTF8.GetString(bytes), decoded = Decoded(text);
        return text.Contains(uuid.ToString("D"), StringComparison.OrdinalIgnoreCase) || text.Contains(uuid.ToString("N"), StringComparison.OrdinalIgnoreCase)
            || decoded.Contains(uuid.ToString("D"), StringComparison.OrdinalIgnoreCase)
            || bytes.IndexOf(uuid.ToByteArray()) >= 0 || bytes.IndexOf(uuid.ToByteArray(bigEndian: true)) >= 0;
    }

    private static string Decoded(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? Encoding.Latin1.GetString(bytes, 0, length) : "";
    }
}
