using Microsoft.IdentityModel.Tokens;

namespace LeerId.AcmSimulator.Provider;

/// <summary>
/// Keeps this simulator's keys out of IdentityModel's cache for the whole process. That goes by the key's value: a
/// simulator that ended would leave its disposed key behind for the next one with the same client.
/// </summary>
internal static class OwnCryptography
{
    public static T WithoutSharedCache<T>(this T key) where T : SecurityKey
    {
        key.CryptoProviderFactory = new() { CacheSignatureProviders = false };
        return key;
    }
}
