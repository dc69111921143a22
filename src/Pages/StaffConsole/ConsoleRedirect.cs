using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole;

/// <summary>Redirects the browser with 303 to a path of this app, which it then requests with GET.</summary>
internal sealed class ConsoleRedirect(string address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
