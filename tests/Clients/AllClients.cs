using System.Security.Cryptography;
using LeerId.Applications;
using LeerId.LocalServices;
using static LeerId.Applications.ClientAuthentication;

namespace LeerId.Clients.Tests;

/// <summary>The clients that others wrote.</summary>
internal static class AllClients
{
    private const string ApacheModules = "/usr/lib/apache2/modules";
    private const string Authlib = "/usr/lib/python3/dist-packages/authlib";
    private const string GoPath = "/usr/share/gocode";

    /// <summary>The key with which a client without a secret signs.</summary>
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static IReadOnlyList<Client> All { get; } =
    [
        new("aspnetcore", ClientSecretPost)
        {
            Package = "Microsoft.AspNetCore.Authentication.OpenIdConnect",
            Source = "dev/ExampleApplication/Application.cs",
            StartAsync = start => StartDotnetAsync(start, "LeerId.ExampleApplication.dll"),
            CallbackPath = "/signin-oidc",
            SignedOutPath = "/signout-callback-oidc",
            FetchesInBackground = true,
        },
        new("openiddict-client", ClientSecretPost)
        {
            Package = "OpenIddict.Client.AspNetCore",
            Source = "tests/OpenIddictClient/Program.cs",
            StartAsync = start => StartDotnetAsync(start, "LeerId.OpenIddictClient.dll"),
            TakesStateOnce = true,
            FetchesInBackground = true,
        },
        Node("openid-client", ClientSecretBasic),
        Node("oauth4webapi", PrivateKeyJwt),
        Node("auth-express", ClientSecretBasic) with { Package = "@auth/express", CallbackPath = "/auth/callback/leerid", ChecksSignature = false },
        Node("passport-openidconnect", ClientSecretPost) with { UsesPkce = false, ChecksSignature = false },
        Node("express-openid-connect", ClientSecretBasic) with { ChecksSignature = false },
        new("mod-auth-openidc", ClientSecretBasic)
        {
            Package = "libapache2-mod-auth-openidc",
            Source = "tests/Clients/Programs/mod_auth_openidc.conf",
            StartAsync = StartApacheAsync,
            Absence = ClientProgram.Find("apache2") is null || !File.Exists($"{ApacheModules}/mod_auth_openidc.so")
                ? "The packages apache2 and libapache2-mod-auth-openidc are not installed." : null,
            ClaimsPath = "/callback?info=json",
        },
        new("authlib", ClientSecretBasic)
        {
            Package = "python3-authlib",
            Source = "tests/Clients/Programs/authlib_flask.py",
            StartAsync = start => ClientProgram.StartAsync(start, "/usr/bin/python3", [Programs("authlib_flask.py")]),
            Absence = Directory.Exists(Authlib) && Directory.Exists($"{Authlib}/../flask")
                ? null : "The packages python3-authlib, python3-flask and python3-requests are not installed.",
        },
        new("go-oidc", ClientSecretBasic)
        {
            Package = "golang-github-coreos-go-oidc-dev",
            Source = "tests/Clients/Programs/go-oidc.go",
            StartAsync = StartGoAsync,
            Absence = ClientProgram.Find("go") is null || !Directory.Exists($"{GoPath}/src/github.com/coreos/go-oidc")
                ? "The packages golang-go, golang-github-coreos-go-oidc-dev and golang-golang-x-oauth2-dev are not installed." : null,
        },
    ];

    /// <summary>The public half of <see cref="Key"/>, as the settings want it.</summary>
    public static string PublicKeys
    {
        get
        {
            ECParameters key = Key.ExportParameters(includePrivateParameters: false);
            return $$"""{"keys":[{"kty":"EC","crv":"P-256","use":"sig","x":"{{Base64Url(key.Q.X!)}}","y":"{{Base64Url(key.Q.Y!)}}"}]}""";
        }
    }

    private static Client Node(string name, ClientAuthentication authentication) => new(name, authentication)
    {
        Package = name,
        Source = $"tests/Clients/Programs/{name}.mjs",
        StartAsync = StartNodeAsync,
    };

    private static async Task<ClientProgram> StartNodeAsync(ClientStart start)
    {
        NodePackages packages = await NodePackages.InstallAsync(Programs(""), cancellationToken: TestContext.Current.CancellationToken);
        // Node.js looks for packages beside the program and in the folders above.
        string program = Path.Combine(packages.Folder, $"{start.Client.Name}.mjs");
        File.Copy(Programs($"{start.Client.Name}.mjs"), program, overwrite: true);
        return await ClientProgram.StartAsync(
            start,
            "node",
            ["-r", Path.Combine(AppContext.BaseDirectory, "end-with-parent.cjs"), "-r", Programs("clock.cjs"), program],
            ("CLIENT_KEY", start.Client.Authentication == PrivateKeyJwt ? Key.ExportPkcs8PrivateKeyPem() : ""));
    }

    private static Task<ClientProgram> StartDotnetAsync(ClientStart start, string program) => ClientProgram.StartAsync(
        start,
        "dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, program), "--environment", "Development", "--urls", start.Address.GetLeftPart(UriPartial.Authority),
            "--Issuer", start.Issuer.AbsoluteUri, "--ClientId", start.Client.Name, "--ClientSecret", start.Secret,
        ]);

    private static Task<ClientProgram> StartApacheAsync(ClientStart start)
    {
        foreach (string page in (string[])["index.html", "signed-out"])
            File.WriteAllText(Path.Combine(start.Folder, page), "Welcome");
        return ClientProgram.StartAsync(
            start, "apache2", ["-X", "-f", Programs("apache.conf")], ("FOLDER", start.Folder), ("MODULES", ApacheModules),
            ("PORT", $"{start.Address.Port}"), ("CLIENT", Programs("mod_auth_openidc.conf")));
    }

    private static async Task<ClientProgram> StartGoAsync(ClientStart start)
    {
        string program = Path.Combine(start.Folder, "client");
        await ClientProgram.RunAsync(
            "go", ["build", "-o", program, Programs("go-oidc.go"), Programs("go-oidc-claims.go")],
            ("GO111MODULE", "off"), ("GOPATH", GoPath), ("GOCACHE", Path.Combine(RepositoryRoot.Find(), ".local", "go")));
        return await ClientProgram.StartAsync(start, program, []);
    }

    private static string Programs(string name) => Path.Combine(RepositoryRoot.Find(), "tests", "Clients", "Programs", name);

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
