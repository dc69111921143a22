using System.Globalization;
using LeerId.Bench.Provider;

// The arguments: the address to listen at, the id and secret of the only client, the school of the pupils, and the number of pupils.
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
