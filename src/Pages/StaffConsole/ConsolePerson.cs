using LeerId.Staff;

namespace LeerId.Pages.StaffConsole;

/// <summary>The member of staff who is signed in to the console. A class, not a record, so that it never prints itself.</summary>
public sealed class ConsolePerson(string objectId, string name, IReadOnlySet<StaffRole> roles, DateTimeOffset signedInAt)
{
    /// <summary>The object id in the directory, by which logs and records name the person.</summary>
    public string ObjectId { get; } = objectId;

    /// <summary>The name, as the directory has it. It is shown to the person and recorded nowhere.</summary>
    public string Name { get; } = name;

    /// <summary>The roles, as the directory gave them at the sign-in.</summary>
    public IReadOnlySet<StaffRole> Roles { get; } = roles;

    /// <summary>When the person last authenticated at the directory, UTC; <see cref="DateTimeOffset.MinValue"/> if the directory does not say.</summary>
    public DateTimeOffset SignedInAt { get; } = signedInAt;

    /// <summary>Whether the person authenticated within a time before a moment.</summary>
    public bool SignedInWithin(TimeSpan time, DateTimeOffset now) => now - SignedInAt <= time;
}
