using LeerId.Notices;

namespace LeerId.Pages.StaffConsole.Breaches;

/// <summary>Both data protection officers, with their telephone numbers.</summary>
/// <param name="Options">The settings with their names and telephone numbers.</param>
public sealed record OfficersModel(DpoOptions Options)
{
    /// <summary>The Belgian authority's page about notifying a breach, with its form.</summary>
    public const string AuthorityPage = "https://www.gegevensbeschermingsautoriteit.be/professioneel/acties/datalek-van-persoonsgegevens";

    /// <summary>A telephone number as the address of a link (RFC 3966): digits, and the plus sign of an international number.</summary>
    public static string CallAddress(string telephone)
    {
        ArgumentNullException.ThrowIfNull(telephone);
        return $"tel:{string.Concat(telephone.Where(character => char.IsAsciiDigit(character) || character == '+'))}";
    }
}
