namespace LeerId.Staff.Admission;

/// <summary>Whether a call is admitted.</summary>
public abstract record StaffAdmission
{
    private StaffAdmission()
    {
    }

    /// <summary>The call is admitted.</summary>
    /// <param name="Caller">Who calls.</param>
    public sealed record Admitted(StaffCaller Caller) : StaffAdmission;

    /// <summary>The call is not admitted.</summary>
    /// <param name="Refusal">Why not.</param>
    public sealed record Refused(StaffRefusal Refusal) : StaffAdmission;
}

/// <summary>Why a call of staff is not admitted.</summary>
public enum StaffRefusal
{
    /// <summary>There is no bearer token, or none that is good.</summary>
    Unauthenticated,

    /// <summary>The person or the program has none of the roles that the function admits.</summary>
    Forbidden,

    /// <summary>The function asks why, and the call doesn't say, not in 1 to 500 characters, or with a uuid in it.</summary>
    PurposeMissing,

    /// <summary>
    /// The function shows personal data, and the person did not accept the current text on confidentiality within the last year (protocol, article 6).
    /// </summary>
    ConfidentialityNotAccepted,

    /// <summary>Storage did not answer whether the person accepted the text on confidentiality.</summary>
    StorageUnavailable,

    /// <summary>The directory doesn't give its keys, so that no token can be checked.</summary>
    DirectoryUnavailable,
}
