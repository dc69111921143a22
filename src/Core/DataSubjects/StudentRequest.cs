namespace LeerId.DataSubjects;

/// <summary>Which pupil a member of staff asks about, as it comes in. A class, not a record, so that it never prints itself.</summary>
public sealed class StudentRequest
{
    /// <summary>The leer_id_uuid; null when the request is by account_uuid.</summary>
    public string? LeerIdUuid { get; init; }

    /// <summary>A present or former account_uuid; null when the request is by leer_id_uuid.</summary>
    public string? AccountUuid { get; init; }
}
