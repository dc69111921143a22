using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole;

/// <summary>A file that a member of staff downloads.</summary>
internal static class ConsoleDownload
{
    /// <summary>A CSV file (RFC 4180) in UTF-8, which no cache keeps.</summary>
    public static IResult Csv(ConsoleRequest request, ReadOnlyMemory<byte> file, string name)
    {
        foreach ((string header, string value) in PageHeaders.Common)
            request.Http.Response.Headers[header] = value;
        return Results.Bytes(file, "text/csv; charset=utf-8", name);
    }
}
