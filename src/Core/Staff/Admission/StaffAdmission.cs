namespace LeerId.Staff.Admission;

/// <summary>The decision on whether a call is admitted.</summary>
public abstract record StaffAdmission
{
    private StaffAdmission()
    {
    }

    /// <summary>The call is admitted.</summary>
    /// <param name="Caller">The caller.</param>
    public sealed record Admitted(StaffCaller Caller) : StaffAdmission;

    /// <summary>The call is not admitted.</summary>
    /// <param name="Refusal">The reason.</param>
    public sealed record Refused(StaffRefusal Refusal) : StaffAdmission;
}

/// <summary>The reasons why a call of staff is not admitted.</summary>
public enum StaffRefusal
{
    /// <summary>The bearer token is missing or invalid.</summary>
    Unauthenticated,

    /// <summary>The person or the program has none of the roles that the function admits.</summary>
    Forbidden,

    /// <summary>The function requires a purpose. The call has none, or one that is not 1 to 500 characters long or contains a uuid.</summary>
    PurposeMissing,

    /// <summary>
    /// The function shows personal data, and the person did not accept the current text on confidentiality within the last year (protocol, article 6).
    /// </summary>
    ConfidentialityNotAccepted,

    /// <summary>Storage is unavailable, so it is unknown whether the person accepted the text on confidentiality.</summary>
    StorageUnavailable,

    /// <summary>The directory's keys can't be read, so that no token can be checked.</summary>
    DirectoryUnavailable,
}
