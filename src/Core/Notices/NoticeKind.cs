namespace LeerId.Notices;

/// <summary>What a notice is about (protocol, articles 4, 7 and 9).</summary>
public enum NoticeKind
{
    /// <summary>A personal data breach (article 9; GDPR, article 33).</summary>
    Breach,

    /// <summary>Data that are wrong, incomplete, missing, outdated or superfluous (article 7).</summary>
    Quality,

    /// <summary>A change of legislation or of processors (article 9).</summary>
    Change,

    /// <summary>Uuids that another provider is to get (article 4); made by the register of disclosures.</summary>
    Disclosure,

    /// <summary>A planned disclosure of data of article 3, which DOV is told of in advance (article 9).</summary>
    Sharing,

    /// <summary>A request of a data subject whose answer is due (GDPR, article 12(3)); made by the register of requests.</summary>
    Request,

    /// <summary>The end of the agreement, after which the data of all pupils are destroyed (article 11); made by the software.</summary>
    Agreement,
}

/// <summary>Where a notice is on its way.</summary>
public enum NoticeState
{
    /// <summary>Stored, and not in the queue as far as is known.</summary>
    Registered,

    /// <summary>In the queue, or being mailed.</summary>
    Queued,

    /// <summary>Every recipient has it.</summary>
    Sent,

    /// <summary>Given up for now: the requeue takes it up again.</summary>
    Undelivered,
}

/// <summary>Who gets notices.</summary>
public enum NoticeRecipient
{
    /// <summary>The provider's data protection officer, settings <c>Dpo:Provider:*</c>.</summary>
    Provider,

    /// <summary>DOV's data protection officer, settings <c>Dpo:Dov:*</c>.</summary>
    Dov,

    /// <summary>The people who answer the requests of data subjects, setting <c>Requests:Mail</c>.</summary>
    Requests,
}
