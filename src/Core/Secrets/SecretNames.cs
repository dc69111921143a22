namespace LeerId.Secrets;

/// <summary>The names of secrets that more than one feature uses.</summary>
internal static class SecretNames
{
    /// <summary>Makes the students' keys, and keys for other purposes are derived from it: base64 of 32 bytes or more.</summary>
    public const string StudentKey = "student-key";
}
