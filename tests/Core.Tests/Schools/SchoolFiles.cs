namespace LeerId.Core.Tests.Schools;

/// <summary>Files as common programs write them: Excel in Belgium, Windows PowerShell, and the publishers of the open data.</summary>
internal static class SchoolFiles
{
    public static Task<byte[]> ReadAsync(string name) =>
        File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Schools", "Files", name), TestContext.Current.CancellationToken);
}
