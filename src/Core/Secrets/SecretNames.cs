namespace LeerId.Secrets;

/// <summary>The names of secrets that more than one feature uses.</summary>
internal static class SecretNames
{
    /// <summary>The secret that makes the students' keys, and from which keys for other purposes are derived: base64 of 32 bytes or more.</summary>
    public const string StudentKey = "student-key";
}
