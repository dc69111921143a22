using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole;

/// <summary>Sends the browser on to a path of this app, with GET.</summary>
internal sealed class ConsoleRedirect(string address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        foreach ((string name, string value) in PageHeaders.Common)
            httpContext.Response.Headers[name] = value;
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
