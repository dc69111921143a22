using System.Security.Cryptography;
using System.Text;

namespace LeerId.SignIn;

/// <summary>Compares values that an attacker may try to guess.</summary>
internal static class ConstantTime
{
    /// <summary>Whether two texts are equal, in a time that does not tell where they differ.</summary>
    public static bool Equal(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
