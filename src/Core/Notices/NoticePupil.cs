using LeerId.Students;

namespace LeerId.Notices;

/// <summary>The one pupil that a reported notice is about. A class, not a record, so that it never prints itself.</summary>
/// <param name="key">The pseudonym.</param>
/// <param name="datum">The official name of the identifier, such as <c>Leer_id_uuid</c>.</param>
/// <param name="uuid">The identifier.</param>
internal sealed class PupilIdentity(StudentKey key, string datum, Guid uuid)
{
    public StudentKey Key { get; } = key;

    public string Datum { get; } = datum;

    public Guid Uuid { get; } = uuid;
}

/// <summary>The one pupil that a notice is about, as stored in the row of the notice, which never contains the plain identifier.</summary>
/// <param name="Key">The pseudonym, by which staff find the pupil from the number of the notice.</param>
/// <param name="Identity">The way in which DOV's officer learns the identifier.</param>
/// <param name="Encrypted">The identifier, encrypted for DOV's officer (CMS, base64); empty if there is none, or if DOV has it.</param>
internal sealed record NoticePupil(StudentKey Key, PupilIdentityRoute Identity, string Encrypted);

/// <summary>The way in which DOV's officer learns which pupil a notice is about.</summary>
public enum PupilIdentityRoute
{
    /// <summary>The mail contains the identifier, encrypted with the officer's certificate.</summary>
    Encrypted,

    /// <summary>The officer asks by telephone, because there was no valid certificate when the notice was registered.</summary>
    ByTelephone,

    /// <summary>DOV reported the notice, and knows the pupil.</summary>
    KnownToDov,
}
