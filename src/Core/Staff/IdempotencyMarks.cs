using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LeerId.Secrets;
using Microsoft.Extensions.Logging;

namespace LeerId.Staff;

/// <summary>The mark by which a record identifies the request that created it.</summary>
/// <param name="Id">An HMAC of caller, route and key, in the form of a ULID.</param>
/// <param name="BodyHash">An HMAC of the body, base64url.</param>
internal sealed record IdempotencyMark(string Id, string BodyHash);

/// <summary>
/// Makes the marks that identify a repeated request. The record that the request created stores its mark; responses are not stored. The keys are derived
/// from the secret <c>student-key</c> (HKDF, RFC 5869), for this purpose alone.
/// </summary>
public sealed class IdempotencyMarks(ISecretReader secrets, TimeProvider clock, ILogger<IdempotencyMarks> logger)
{
    private const int IdBytes = 16;

    private readonly SecretKey<Keys> _keys = new SecretKey<Keys>(secrets, SecretNames.StudentKey, Keys.Derive, clock, logger);

    /// <summary>The current mark of a request, then its marks under the previous and next versions of the secret; empty for a request without a key.</summary>
    /// <param name="caller">The object id of the member of staff who sent it.</param>
    /// <param name="route">The route, such as <c>notices/breach</c>. The same key on another route is another request.</param>
    /// <param name="request">The request; null for one without a key.</param>
    /// <param name="cancellationToken">Ends the reading of the secret.</param>
    internal async ValueTask<IReadOnlyList<IdempotencyMark>> OfAsync(
        string caller, string route, IdempotentRequest? request, CancellationToken cancellationToken)
    {
        if (request is null)
            return [];
        byte[] identity = Encoding.UTF8.GetBytes($"{caller}\n{route}\n{request.Key}");
        return [.. (await _keys.GetAsync(cancellationToken)).All.Select(keys => new IdempotencyMark(
            new Ulid(HMACSHA256.HashData(keys.Id, identity).AsSpan(0, IdBytes)).ToString(),
            Base64Url.EncodeToString(HMACSHA256.HashData(keys.Body, request.Body.Span))))];
    }

    private sealed class Keys(byte[] id, byte[] body)
    {
        private const int KeyBytes = 32;

        public byte[] Id { get; } = id;

        public byte[] Body { get; } = body;

        public static Keys Derive(string base64)
        {
            byte[] secret = Convert.FromBase64String(base64);
            return new Keys(
                HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes, info: "idempotency id"u8.ToArray()),
                HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes, info: "idempotency body"u8.ToArray()));
        }
    }
}
