using LeerId.Provider;
using LeerId.Secrets;
using LeerId.SignIn;
using LeerId.Students;

namespace LeerId.Hosting;

/// <summary>The secrets that every sign-in needs.</summary>
/// <param name="students">Makes the pseudonyms of pupils.</param>
/// <param name="provider">Signs and encrypts the tokens for applications.</param>
/// <param name="subjects">Makes the pairwise subject identifiers.</param>
/// <param name="cookies">Encrypts the sign-in's cookie.</param>
/// <param name="credential">Authenticates this app at ACM.</param>
public sealed class SignInSecrets(StudentKeys students, IssuingKeys provider, SubjectIdentifiers subjects, SignInCookies cookies, AcmCredential credential)
{
    /// <summary>The name of each secret, and the function that reads it unless it is in memory.</summary>
    public IReadOnlyList<(string Name, Func<CancellationToken, ValueTask> Read)> Reads { get; } =
    [
        (SecretNames.StudentKey, students.ReadSecretAsync),
        .. provider.Reads,
        (SubjectIdentifiers.SecretName, subjects.ReadSecretAsync),
        (SignInCookies.SecretName, cookies.ReadSecretAsync),
        (credential.SecretName, credential.ReadSecretAsync),
    ];
}
