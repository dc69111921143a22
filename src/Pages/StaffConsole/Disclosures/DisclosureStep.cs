using System.Globalization;
using LeerId.Calendar;
using LeerId.Disclosures;
using LeerId.Pages.StaffConsole.Parts;

namespace LeerId.Pages.StaffConsole.Disclosures;

/// <summary>A step of the request for a disclosure: some fields of it.</summary>
/// <param name="Number">The place, from 1.</param>
/// <param name="Page">The last part of its path.</param>
/// <param name="Title">The title, in Dutch.</param>
/// <param name="Fields">The fields, by their names in Core.</param>
/// <param name="Apply">Puts the typed values into a request.</param>
internal sealed record DisclosureStep(
    int Number, string Page, string Title, IReadOnlyList<DisclosureStepField> Fields, Func<DisclosureRequest, ConsoleForm, DisclosureRequest> Apply)
{
    /// <summary>The number of steps, with the last one, where everything is checked.</summary>
    public const int Count = 4;

    /// <summary>The last part of the path of the last step.</summary>
    public const string CheckPage = "controle";

    private static readonly char[] Separators = [' ', ',', ';', '\n', '\r', '\t'];

    /// <summary>The steps with fields, in order.</summary>
    public static IReadOnlyList<DisclosureStep> All { get; } =
    [
        new(
            1, "ontvanger", "Wie krijgt de uuid's?",
            [
                new("receiver.name", request => request.Receiver?.Name),
                new("receiver.key", request => request.Receiver?.Key),
                new("receiver.connectedToLeerId", request => request.Receiver is { ConnectedToLeerId: true } ? "true" : ""),
                new("receiver.protocolReference", request => request.Receiver?.ProtocolReference),
                new("receiver.protocolDate", request => ConsoleForm.Text(request.Receiver?.ProtocolDate)),
            ],
            (request, form) => request with
            {
                Receiver = new DisclosureReceiver
                {
                    Name = form.TextOf("receiver.name"),
                    Key = form.TextOf("receiver.key"),
                    ConnectedToLeerId = form["receiver.connectedToLeerId"] == "true",
                    ProtocolReference = form.TextOf("receiver.protocolReference"),
                    ProtocolDate = form.Date("receiver.protocolDate"),
                },
            }),
        new(
            2, "scholen", "Wie vraagt het, en voor welke scholen?",
            [
                new("board.name", request => request.Board?.Name),
                new("board.requestReference", request => request.Board?.RequestReference),
                new("board.requestDate", request => ConsoleForm.Text(request.Board?.RequestDate)),
                new("schools", request => string.Join('\n', request.Schools ?? [])),
            ],
            (request, form) => request with
            {
                Board = new DisclosureBoard
                {
                    Name = form.TextOf("board.name"),
                    RequestReference = form.TextOf("board.requestReference"),
                    RequestDate = form.Date("board.requestDate"),
                },
                Schools = [.. form["schools"].Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(WithZeros)],
            }),
        new(
            3, "doel", "Waarvoor, en waarom mag dat?",
            [new("purpose", request => request.Purpose), new("compatibility", request => request.Compatibility)],
            (request, form) => request with { Purpose = form.TextOf("purpose"), Compatibility = form.TextOf("compatibility") }),
    ];

    /// <summary>The step that has a field.</summary>
    public static DisclosureStep Of(string field) => All.Single(step => step.Fields.Any(one => one.Name == field));

    /// <summary>The last part of the path of the step after this one.</summary>
    public string NextPage => Number < All.Count ? All[Number].Page : CheckPage;

    // Spreadsheets drop the zero at the beginning of a number.
    private static string WithZeros(string number) => number.Length == 5 && number.All(char.IsAsciiDigit) ? $"0{number}" : number;
}

/// <summary>A field of a step.</summary>
/// <param name="Name">The name in Core.</param>
/// <param name="Value">Gives the value in a request, as the form writes it.</param>
internal sealed record DisclosureStepField(string Name, Func<DisclosureRequest, string?> Value)
{
    /// <summary>The value in Dutch words.</summary>
    public string DutchText(DisclosureRequest request) => Value(request) switch
    {
        null or "" => Name == "receiver.connectedToLeerId" ? "nee" : "nog niet ingevuld",
        "true" => "ja",
        var text when Name.EndsWith("Date", StringComparison.Ordinal) =>
            DutchDate.Day(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
        var text => text,
    };
}
