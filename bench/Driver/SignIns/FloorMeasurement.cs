using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Bench.Driver.SignIns;

/// <summary>
/// The minimum cost of every sign-in: one RS256 verification, and one signature with ES256 or with RS256; every run.
/// </summary>
/// <param name="VerifyMicroseconds">Processor time of an RS256 verification, in microseconds.</param>
/// <param name="SignMicroseconds">Processor time of an RS256 signature, in microseconds.</param>
/// <param name="EcSignMicroseconds">Processor time of an ES256 signature, in microseconds.</param>
internal sealed record FloorResult(
    IReadOnlyList<double> VerifyMicroseconds, IReadOnlyList<double> SignMicroseconds, IReadOnlyList<double> EcSignMicroseconds);

internal static class FloorMeasurement
{
    private const int InputBytes = 900;
    private const double MicrosecondsPerSecond = 1e6;

    public static FloorResult Run(Effort effort)
    {
        byte[] input = RandomNumberGenerator.GetBytes(InputBytes);
        RsaSecurityKey rsa = new(RSA.Create(2048));
        SignatureProvider signer = CryptoProviderFactory.Default.CreateForSigning(rsa, SecurityAlgorithms.RsaSha256);
        SignatureProvider ecSigner = CryptoProviderFactory.Default.CreateForSigning(
            new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)), SecurityAlgorithms.EcdsaSha256);
        SignatureProvider verifier = CryptoProviderFactory.Default.CreateForVerifying(
            new RsaSecurityKey(rsa.Rsa.ExportParameters(false)), SecurityAlgorithms.RsaSha256);
        byte[] signature = signer.Sign(input);

        List<double> verify = [], sign = [], ecSign = [];
        for (int round = 0; round <= effort.Rounds; round++)
        {
            double verified = Time(effort.FloorCount, () => verifier.Verify(input, signature));
            double signed = Time(effort.FloorCount, () => signer.Sign(input));
            double ecSigned = Time(effort.FloorCount, () => ecSigner.Sign(input));
            // The first run includes the time of the compiler.
            if (round == 0)
                continue;
            verify.Add(verified);
            sign.Add(signed);
            ecSign.Add(ecSigned);
        }

        return new FloorResult(verify, sign, ecSign);
    }

    private static double Time(int count, Action step)
    {
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        for (int i = 0; i < count; i++)
            step();
        return (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds * MicrosecondsPerSecond / count;
    }
}
