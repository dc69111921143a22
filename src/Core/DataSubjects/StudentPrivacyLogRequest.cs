using LeerId.PrivacyLog;

namespace LeerId.DataSubjects;

/// <summary>What the privacy log has about a pupil, as it is asked. A class, not a record, so that it never prints itself.</summary>
public sealed class StudentPrivacyLogRequest : PrivacyLogRequest
{
    /// <summary>The leer_id_uuid; null when the request is by account_uuid.</summary>
    public string? LeerIdUuid { get; init; }

    /// <summary>An account_uuid; null when the request is by leer_id_uuid.</summary>
    public string? AccountUuid { get; init; }
}
