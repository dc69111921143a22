namespace LeerId.Notices;

/// <summary>The subject of a notice (protocol, articles 4, 7 and 9).</summary>
public enum NoticeKind
{
    /// <summary>A personal data breach (article 9; GDPR, article 33).</summary>
    Breach,

    /// <summary>Data that are wrong, incomplete, missing, outdated or superfluous (article 7).</summary>
    Quality,

    /// <summary>A change of legislation or of processors (article 9).</summary>
    Change,

    /// <summary>Uuids that another provider will get (article 4); made by the register of disclosures.</summary>
    Disclosure,

    /// <summary>A planned disclosure of data of article 3, of which DOV is informed beforehand (article 4).</summary>
    Sharing,

    /// <summary>A request of a data subject whose answer is due (GDPR, article 12(3)); made by the register of requests.</summary>
    Request,

    /// <summary>The end of the agreement, after which the data of all pupils are destroyed (article 11); made by the software.</summary>
    Agreement,
}

/// <summary>The delivery state of a notice.</summary>
public enum NoticeState
{
    /// <summary>Stored, and probably not in the queue.</summary>
    Registered,

    /// <summary>In the queue, or being mailed.</summary>
    Queued,

    /// <summary>Every recipient has it.</summary>
    Sent,

    /// <summary>Given up for now; the hourly requeue will retry it.</summary>
    Undelivered,
}

/// <summary>A recipient of notices.</summary>
public enum NoticeRecipient
{
    /// <summary>The provider's data protection officer, settings <c>Dpo:Provider:*</c>.</summary>
    Provider,

    /// <summary>DOV's data protection officer, settings <c>Dpo:Dov:*</c>.</summary>
    Dov,

    /// <summary>The people who answer the requests of data subjects, setting <c>Requests:Mail</c>.</summary>
    Requests,
}
