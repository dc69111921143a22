using System.Globalization;
using LeerId.Bench.Provider;

// The address to answer at, the one client's id and secret, the school of the pupils, and how many they are.
if (args is not [string address, string clientId, string clientSecret, string school, string pupils])
{
    await Console.Error.WriteLineAsync("Usage: Provider ADDRESS CLIENT-ID CLIENT-SECRET SCHOOL PUPILS");
    return 2;
}

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls(address);
WebApplication app = builder.Build();
new OpenIdProvider(address, clientId, clientSecret, school, int.Parse(pupils, CultureInfo.InvariantCulture)).Map(app);
await app.RunAsync();
return 0;
