using LeerId.OpenIdConnect;
using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeerId.Staff.Admission;

/// <summary>Registers the services that decide which calls of staff are admitted.</summary>
internal static class StaffAdmissionServices
{
    public static IServiceCollection AddStaffAdmission(this IServiceCollection services) => services
        .AddValidated<StaffOptions, StaffOptionsValidator>(StaffOptions.Section)
        .AddSingleton<IValidateOptions<StaffOptions>, StaffIssuer>()
        .AddProvider(StaffOptions.Provider, s => s.GetRequiredService<IOptions<StaffOptions>>().Value.Issuer)
        .AddSingleton<StaffTokenValidator>()
        .AddSingleton<StaffAccess>();
}
