namespace LeerId.DataSubjects;

/// <summary>The body of a call about one pupil. A class, not a record, so that it never prints itself.</summary>
public sealed class StudentRequest
{
    /// <summary>The leer_id_uuid; null if the request is by account_uuid.</summary>
    public string? LeerIdUuid { get; init; }

    /// <summary>A current or former account_uuid; null if the request is by leer_id_uuid.</summary>
    public string? AccountUuid { get; init; }
}
