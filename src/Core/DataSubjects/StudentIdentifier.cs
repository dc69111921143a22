using System.Diagnostics.CodeAnalysis;
using LeerId.Students;
using LeerId.Text;

namespace LeerId.DataSubjects;

/// <summary>
/// The identifier of the pupil in a request: a leer_id_uuid or an account_uuid. A class, not a record, so that it never prints itself.
/// </summary>
public sealed class StudentIdentifier
{
    private const string Format = "D";

    private StudentIdentifier(Guid? leerIdUuid, Guid? accountUuid) => (LeerIdUuid, AccountUuid) = (leerIdUuid, accountUuid);

    internal Guid? LeerIdUuid { get; }

    internal Guid? AccountUuid { get; }

    internal Student AsStudent => new() { LeerIdUuid = LeerIdUuid, AccountUuid = AccountUuid };

    /// <summary>Reads exactly one of the two, in the form <c>8-4-4-4-12</c>.</summary>
    /// <param name="leerIdUuid">The leer_id_uuid; null if it isn't given.</param>
    /// <param name="accountUuid">The account_uuid; null if it isn't given.</param>
    /// <param name="identifier">The identifier; null if there is a fault.</param>
    /// <param name="fault">The fault, without the value.</param>
    internal static bool TryRead(
        string? leerIdUuid, string? accountUuid, [NotNullWhen(true)] out StudentIdentifier? identifier, [NotNullWhen(false)] out FieldFault? fault)
    {
        identifier = null;
        fault = (leerIdUuid, accountUuid) switch
        {
            (null, null) => new FieldFault(
                "leerIdUuid", "give leerIdUuid or accountUuid", "is niet ingevuld, en de Account_uuid ook niet: vul een van beide in"),
            (not null, not null) => new FieldFault(
                "accountUuid", "give leerIdUuid or accountUuid, not both", "is ingevuld, en de Leer_id_uuid ook: vul een van beide in"),
            _ => null,
        };
        if (fault is not null)
            return false;

        // The empty uuid belongs to nobody. As an account it would be a placeholder for many pupils.
        if (!Guid.TryParseExact(leerIdUuid ?? accountUuid, Format, out Guid uuid) || uuid == Guid.Empty)
        {
            fault = new FieldFault(
                leerIdUuid is null ? "accountUuid" : "leerIdUuid", "must be a uuid",
                "is geen uuid: dat zijn 32 cijfers en letters van a tot f, in vijf groepen met een streepje ertussen");
            return false;
        }

        identifier = leerIdUuid is null ? new StudentIdentifier(null, uuid) : new StudentIdentifier(uuid, null);
        return true;
    }
}
