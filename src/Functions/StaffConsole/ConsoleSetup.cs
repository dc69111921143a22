using LeerId.Pages.StaffConsole;
using LeerId.SignIn;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LeerId.Functions.StaffConsole;

/// <summary>Registers the staff console: the sign-in at the directory, the session, the antiforgery tokens and the keys that encrypt them.</summary>
public static class ConsoleSetup
{
    /// <summary>Registers the staff console.</summary>
    public static IServiceCollection AddLeerIdConsole(this IServiceCollection services)
    {
        services.AddAuthentication()
            .AddCookie(ConsoleSession.Scheme, ConsoleSession.Configure)
            .AddOpenIdConnect(DirectorySignIn.Scheme, _ => { });
        services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>, DirectorySignIn>();
        services.AddDataProtection();
        services.Replace(ServiceDescriptor.Singleton<IKeyManager, ConsoleKeyManager>());
        services.Configure<KeyManagementOptions>(options => options.AutoGenerateKeys = false);
        // A cookie of another environment is refused, even if it has the same secret by mistake.
        services.AddOptions<DataProtectionOptions>()
            .Configure<IOptions<AcmOptions>>((options, acm) => options.ApplicationDiscriminator = $"leerid staff console {acm.Value.OwnAddress}");
        services.AddAntiforgery(options =>
        {
            options.Cookie = new SecureCookie
            {
                Name = "__Host-beheer-formulier",
                Path = "/",
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                IsEssential = true,
            };
            options.FormFieldName = ConsoleForm.TokenField;
            options.HeaderName = null;
            // The pages set this header themselves, to a stricter value.
            options.SuppressXFrameOptionsHeader = true;
        });
        // AddAntiforgery registers this service as well. It would read the keys when the app starts. The secret is read at the first request of staff
        // instead, so that pupils' sign-ins don't wait for it.
        foreach (ServiceDescriptor reader in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToArray())
            services.Remove(reader);
        return services.AddSingleton<ConsolePipeline>();
    }

    // With the policy Always the framework refuses plain HTTP. Developers use plain HTTP on the loopback address, which browsers consider secure.
    private sealed class SecureCookie : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            CookieOptions options = base.Build(context, expiresFrom);
            options.Secure = true;
            return options;
        }
    }
}
