using LeerId.Staff;

namespace LeerId.Pages.StaffConsole;

/// <summary>The member of staff who is signed in to the console. It is a class and not a record, so that it never prints personal data.</summary>
public sealed class ConsolePerson(string objectId, string name, IReadOnlySet<StaffRole> roles, DateTimeOffset signedInAt)
{
    /// <summary>The object id in the directory, which identifies the person in logs and records.</summary>
    public string ObjectId { get; } = objectId;

    /// <summary>The name in the directory. It is shown to the person and recorded nowhere.</summary>
    public string Name { get; } = name;

    /// <summary>The roles that the directory gave at the sign-in.</summary>
    public IReadOnlySet<StaffRole> Roles { get; } = roles;

    /// <summary>
    /// When the person last authenticated at the directory, UTC; <see cref="DateTimeOffset.MinValue"/> if the directory does not say so.
    /// </summary>
    public DateTimeOffset SignedInAt { get; } = signedInAt;

    /// <summary>Whether the person authenticated within a time before a moment.</summary>
    public bool SignedInWithin(TimeSpan time, DateTimeOffset now) => now - SignedInAt <= time;
}
