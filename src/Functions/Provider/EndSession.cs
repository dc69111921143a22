using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Provider;

/// <summary>Ends ACM's session, so that the next pupil on a shared device isn't signed in as the last one (OpenID Connect RP-Initiated Logout 1.0).</summary>
public sealed class EndSession(ProviderPipeline provider)
{
    [Function(nameof(EndSession))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "end-session")] HttpRequest request) =>
        provider.RunAsync(request);
}
