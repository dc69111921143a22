using Azure.Data.Tables;

namespace LeerId.Storage;

/// <summary>Stores content that can be too long for one property of a row in several properties.</summary>
internal static class EntityContent
{
    private const int PieceBytes = 64 * 1024;
    private const string Pieces = "Pieces";

    public static void Write(TableEntity entity, byte[] content)
    {
        int pieces = 0;
        for (int from = 0; from < content.Length; from += PieceBytes)
            entity[Piece(pieces++)] = content[from..Math.Min(from + PieceBytes, content.Length)];
        entity[Pieces] = pieces;
    }

    /// <exception cref="InvalidDataException">There is no content, or a piece of it is missing.</exception>
    /// <exception cref="InvalidOperationException">A property is of another type.</exception>
    public static byte[] Read(TableEntity entity)
    {
        List<byte> content = [];
        for (int piece = 0; piece < (entity.GetInt32(Pieces) ?? 0); piece++)
            content.AddRange(entity.GetBinary(Piece(piece)) ?? throw new InvalidDataException("A piece of the content is missing."));
        return content.Count > 0 ? [.. content] : throw new InvalidDataException("There is no content.");
    }

    private static string Piece(int number) => $"Content{number}";
}
