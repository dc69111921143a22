using Microsoft.IdentityModel.Tokens;

namespace LeerId.AcmSimulator.Provider;

/// <summary>
/// Keeps this simulator's keys out of IdentityModel's process-wide cache. The cache finds keys by value, so the next simulator with the same
/// client would get the disposed key of an earlier one.
/// </summary>
internal static class UncachedCryptography
{
    public static T WithoutSharedCache<T>(this T key) where T : SecurityKey
    {
        key.CryptoProviderFactory = new() { CacheSignatureProviders = false };
        return key;
    }
}
