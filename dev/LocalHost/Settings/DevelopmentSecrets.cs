using System.Security.Cryptography;
using System.Text.Json;
using LeerId.LocalServices;

namespace LeerId.LocalHost.Settings;

/// <summary>
/// The secrets of a developer's machine. The first start generates them and stores them in .local/secrets.json. On Linux and macOS only the
/// developer can read that file.
/// </summary>
internal static class DevelopmentSecrets
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private static readonly Dictionary<string, Func<string>> Secrets = new()
    {
        ["acm-client-key"] = RsaKey,
        ["acm-client-secret"] = () => Random(32),
        ["sign-in-cookie-key"] = () => Random(64),
        ["student-key"] = () => Random(32),
        ["id-token-key"] = RsaKey,
        ["id-token-key-es256"] = EllipticCurveKey,
        ["provider-token-key"] = () => Random(32),
        ["subject-key"] = () => Random(32),
        ["seal-key"] = EllipticCurveKey,
        ["staff-client-secret"] = () => Random(32),
        ["console-key"] = () => Random(64),
    };

    public static async Task<IEnumerable<KeyValuePair<string, string?>>> GetAsync(
        string root, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(root, ".local");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, "secrets.json");

        SortedDictionary<string, string> secrets = Read(path);
        if (Secrets.Keys.Any(name => !secrets.ContainsKey(name)))
        {
            // Another host can start at the same moment. The lock makes both use the same secrets.
            await using FileStream taken = await FolderLock.TakeAsync(folder, cancellationToken);
            secrets = Read(path);
            foreach ((string name, Func<string> make) in Secrets)
                if (!secrets.ContainsKey(name))
                    secrets[name] = make();
            Write(path, secrets);
        }

        return secrets.Select(secret => KeyValuePair.Create<string, string?>($"Secrets:{secret.Key}", secret.Value));
    }

    private static SortedDictionary<string, string> Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllBytes(path)) ?? []
                : [];
        }
        catch (JsonException exception)
        {
            throw new LocalHostException(
                $"{path} is not valid JSON. Correct it, or delete it to generate new secrets. With new secrets, the pupils stored so far aren't found.",
                exception);
        }
    }

    private static void Write(string path, SortedDictionary<string, string> secrets)
    {
        string temporary = path + ".tmp";
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (FileStream file = new(temporary, options))
            JsonSerializer.Serialize(file, secrets, Json);
        File.Move(temporary, path, overwrite: true);
    }

    private static string Random(int bytes) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));

    private static string RsaKey()
    {
        using RSA key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static string EllipticCurveKey()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
