using LeerId.HandOff;
using LeerId.Secrets;
using LeerId.SignIn;
using LeerId.Students;

namespace LeerId.Hosting;

/// <summary>The secrets that every sign-in needs.</summary>
/// <param name="students">Makes the pseudonyms of pupils.</param>
/// <param name="handOff">Signs the token for the application.</param>
/// <param name="cookies">Encrypts the sign-in's cookie.</param>
/// <param name="credential">Authenticates this app at ACM.</param>
public sealed class SignInSecrets(StudentKeys students, HandOffKeys handOff, SignInCookies cookies, AcmCredential credential)
{
    /// <summary>The name of each secret, and what reads it unless it is in memory.</summary>
    public IReadOnlyList<(string Name, Func<CancellationToken, ValueTask> Read)> Reads { get; } =
    [
        (SecretNames.StudentKey, students.ReadSecretAsync),
        (HandOffKeys.SecretName, handOff.ReadSecretAsync),
        (SignInCookies.SecretName, cookies.ReadSecretAsync),
        (credential.SecretName, credential.ReadSecretAsync),
    ];
}
