using System.Diagnostics.CodeAnalysis;
using LeerId.Staff.Sessions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Logging;

namespace LeerId.Functions.StaffConsole;

/// <summary>
/// Gives Data Protection the keys of one secret, which all instances share. Data Protection would otherwise make keys of its own on each instance, and the
/// browser would return from the directory to an instance that can't read what another one encrypted.
/// </summary>
internal sealed class ConsoleKeyManager : IKeyManager, IDisposable
{
    // The newest active key encrypts, and the versions of the secret say which that is. The dates only tell Data Protection the order.
    private static readonly DateTimeOffset Began = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Ends = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SessionKeys _keys;
    private readonly IAuthenticatedEncryptorFactory _encryptors;
    private CancellationTokenSource _changed = new();

    public ConsoleKeyManager(SessionKeys keys, ILoggerFactory loggers)
    {
        _keys = keys;
        _encryptors = new AuthenticatedEncryptorFactory(loggers);
        keys.Changed += OnChanged;
    }

    public CancellationToken GetCacheExpirationToken() => _changed.Token;

    public IReadOnlyCollection<IKey> GetAllKeys()
    {
        if (_keys.Accepted.Count == 0)
            throw new InvalidOperationException("The keys of the staff console have not been read yet.");
        return [.. _keys.Accepted.Select((key, place) => new Key(key, Began.AddDays(-place), _encryptors))];
    }

    [DoesNotReturn]
    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) => throw NotHere();

    [DoesNotReturn]
    public void RevokeKey(Guid keyId, string? reason = null) => throw NotHere();

    [DoesNotReturn]
    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => throw NotHere();

    public void Dispose()
    {
        _keys.Changed -= OnChanged;
        _changed.Dispose();
    }

    private static NotSupportedException NotHere() => new($"The keys are the versions of the secret {SessionKeys.SecretName}: change them in the vault.");

    private void OnChanged()
    {
        CancellationTokenSource former = Interlocked.Exchange(ref _changed, new CancellationTokenSource());
        former.Cancel();
        former.Dispose();
    }

    private sealed class Key(SessionKey key, DateTimeOffset since, IAuthenticatedEncryptorFactory encryptors) : IKey
    {
        public DateTimeOffset ActivationDate => since;

        public DateTimeOffset CreationDate => since;

        public DateTimeOffset ExpirationDate => Ends;

        public bool IsRevoked => false;

        public Guid KeyId => key.Id;

        public IAuthenticatedEncryptorDescriptor Descriptor { get; } = Describe(key);

        public IAuthenticatedEncryptor? CreateEncryptor() => encryptors.CreateEncryptorInstance(this);

        private static AuthenticatedEncryptorDescriptor Describe(SessionKey key)
        {
            byte[] master = key.ToArray();
            return new AuthenticatedEncryptorDescriptor(new AuthenticatedEncryptorConfiguration(), new Secret(master));
        }
    }
}
