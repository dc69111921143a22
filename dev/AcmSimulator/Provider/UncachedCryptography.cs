using Microsoft.IdentityModel.Tokens;

namespace LeerId.AcmSimulator.Provider;

/// <summary>
/// Keeps this simulator's keys out of the cache of IdentityModel, which all simulators of a process share. The cache finds keys by value, so a
/// simulator with the same client key as an earlier one would get the earlier object, which is disposed.
/// </summary>
internal static class UncachedCryptography
{
    public static T WithoutSharedCache<T>(this T key) where T : SecurityKey
    {
        key.CryptoProviderFactory = new() { CacheSignatureProviders = false };
        return key;
    }
}
