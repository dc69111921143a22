using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using LeerId.Pages.StaffConsole;
using LeerId.SignIn;
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
            options.Cookie.Name = "__Host-beheer-formulier";
            options.Cookie.Path = "/";
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.FormFieldName = ConsoleForm.TokenField;
            options.HeaderName = null;
            // The pages have it themselves, and stricter.
            options.SuppressXFrameOptionsHeader = true;
        });
        return services.AddSingleton<ConsolePipeline>();
    }
}
