using Azure;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using LeerId.Archive;
using LeerId.Storage;

namespace LeerId.RestoreArchive;

/// <summary>Restores tables from the archive. A person runs it by hand, with their own identity. docs/operations.md explains when and how.</summary>
public static class RestoreCommand
{
    private const int Done = 0;
    private const int Faulty = 1;
    private const int WrongArguments = 2;

    private const string Usage = """
        Usage: dotnet run --project dev/RestoreArchive -- --from <archive> [--to <tables>] [--tables <names>] [--add-to <names>] [--leave-out-damaged]

          --from               the blob service of the archive: its https address, or a connection string
          --to                 the table service to restore into: its https address, or a connection string; without it the archive is only checked
          --tables             the tables to restore, separated by commas; all that are archived when it is left out
          --add-to             those of them that may have rows: rows that are there stay as they are
          --leave-out-damaged  restores the other files when some are missing or were changed

        Addresses are reached with your own identity (az login). You need the role Storage Blob Data Reader on the archive, and Storage Table Data
        Contributor on the account of the tables.
        """;

    /// <summary>Runs the command.</summary>
    /// <returns>0 if everything is restored or checked, 1 if not, 2 if the arguments are invalid.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        try
        {
            (BlobServiceClient archive, TableServiceClient? tables, RestoreRequest request) = Read(arguments);
            ArchiveRestore restore = new(archive, tables, output.WriteLine);
            if (!await restore.RunAsync(request, cancellationToken))
                return Faulty;
            await output.WriteLineAsync(tables is null ? "The archive is as its manifests say." : "Restored. Verify the seals now, see docs/operations.md.");
            return Done;
        }
        catch (ArgumentException exception)
        {
            await output.WriteLineAsync($"{exception.Message}{Environment.NewLine}{Environment.NewLine}{Usage}");
            return WrongArguments;
        }
        catch (Exception exception) when (exception is AuthenticationFailedException or AggregateException or InvalidDataException)
        {
            await output.WriteLineAsync($"Broke off: {exception.Message}");
            return Faulty;
        }
        catch (RequestFailedException exception)
        {
            await output.WriteLineAsync(
                $"Broke off: storage answered {exception.Status} {exception.ErrorCode}. Run the command again, with --add-to for tables that have rows now.");
            return Faulty;
        }
    }

    private static (BlobServiceClient Archive, TableServiceClient? Tables, RestoreRequest Request) Read(IReadOnlyList<string> arguments)
    {
        string? from = null, to = null;
        IReadOnlyCollection<TableName> tables = RestoreRequest.Everything.Tables, addTo = [];
        bool leavesOut = false;
        for (int at = 0; at < arguments.Count; at++)
        {
            switch (arguments[at])
            {
                case "--from":
                    from = Value(arguments, ref at);
                    break;
                case "--to":
                    to = Value(arguments, ref at);
                    break;
                case "--tables":
                    tables = Tables(arguments, ref at);
                    break;
                case "--add-to":
                    addTo = Tables(arguments, ref at);
                    break;
                case "--leave-out-damaged":
                    leavesOut = true;
                    break;
                default:
                    throw new ArgumentException($"There is no argument {arguments[at]}.");
            }
        }

        return (
            from is null ? throw new ArgumentException("--from is missing.")
                : IsAddress(from, "--from") ? new BlobServiceClient(new Uri(from), new DefaultAzureCredential()) : new BlobServiceClient(from),
            to is null ? null
                : IsAddress(to, "--to") ? new TableServiceClient(new Uri(to), new DefaultAzureCredential()) : new TableServiceClient(to),
            new RestoreRequest(tables, addTo, leavesOut));
    }

    private static string Value(IReadOnlyList<string> arguments, ref int at) =>
        ++at < arguments.Count ? arguments[at] : throw new ArgumentException($"{arguments[at - 1]} needs a value.");

    private static List<TableName> Tables(IReadOnlyList<string> arguments, ref int at)
    {
        string argument = arguments[at];
        List<TableName> tables = [];
        foreach (string name in Value(arguments, ref at).Split(',', StringSplitOptions.TrimEntries))
        {
            if (RestoreRequest.Everything.Tables.Where(table => table.ToString() == name).ToList() is not [var found])
                throw new ArgumentException($"{argument}: {name} is not an archived table; these are: {string.Join(", ", RestoreRequest.Everything.Tables)}.");
            tables.Add(found);
        }

        return tables;
    }

    private static bool IsAddress(string text, string argument) => text.StartsWith("https://", StringComparison.Ordinal)
        || (text.Contains('=', StringComparison.Ordinal)
            ? false
            : throw new ArgumentException($"{argument} is neither an https address nor a connection string."));
}
