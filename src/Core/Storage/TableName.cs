namespace LeerId.Storage;

/// <summary>The tables, all in the account with the pupils' data. infra/bicep/modules/student-storage.bicep declares the same ones.</summary>
public enum TableName
{
    /// <summary>The snapshot of each pupil's last sign-in.</summary>
    Students,

    /// <summary>The schools with a contract.</summary>
    Schools,

    /// <summary>The privacy log.</summary>
    PrivacyLog,

    /// <summary>The seal of each day of the privacy log.</summary>
    Seals,

    /// <summary>The register of notices, and the counts of quality findings.</summary>
    Notices,

    /// <summary>The register of disclosures.</summary>
    Disclosures,

    /// <summary>The records of the runs of jobs, with held deletions and the state of the destruction.</summary>
    Runs,

    /// <summary>The requests of data subjects (GDPR, articles 12 to 22).</summary>
    Requests,

    /// <summary>The pupils whose data are restricted, or who objected (GDPR, articles 18 and 21).</summary>
    Restrictions,

    /// <summary>The moments when members of staff accepted the confidentiality text (protocol, article 6).</summary>
    Acknowledgements,

    /// <summary>The changes of the list of schools.</summary>
    SchoolHistory,

    /// <summary>The number of refused sign-ins per day and school without a contract, if the data protection officer had that counted.</summary>
    SchoolRefusals,
}
