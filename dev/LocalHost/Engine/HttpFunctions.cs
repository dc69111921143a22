using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;

namespace LeerId.LocalHost.Engine;

/// <summary>Maps the HTTP functions to endpoints.</summary>
internal sealed class HttpFunctions(
    FunctionInvoker invoker, ParameterPolicyFactory policies, ILogger<HttpFunctions> logger)
{
    /// <summary>Creates the endpoint of a function.</summary>
    /// <exception cref="IndexingException">The route template is invalid.</exception>
    public Endpoint Endpoint(HttpFunction function)
    {
        RouteEndpointBuilder endpoint = new(context => RespondAsync(function, context), Pattern(function), order: 0)
        {
            DisplayName = function.Name,
        };
        return endpoint.Build();
    }

    private RoutePattern Pattern(HttpFunction function)
    {
        // In the host the methods are a constraint of the route, so a wrong method gets 404 and not 405.
        RouteValueDictionary constraints = [];
        if (function.Methods.Count > 0)
            constraints["httpMethod"] = new HttpMethodRouteConstraint([.. function.Methods]);

        try
        {
            RoutePattern pattern = RoutePatternFactory.Parse(function.Route, defaults: null, parameterPolicies: constraints);
            foreach ((string name, IReadOnlyList<RoutePatternParameterPolicyReference> references) in pattern.ParameterPolicies)
                foreach (RoutePatternParameterPolicyReference reference in references)
                    _ = policies.Create(pattern.GetParameter(name), reference);

            return pattern;
        }
        catch (Exception exception) when (exception is RoutePatternException or RouteCreationException or InvalidOperationException)
        {
            throw new IndexingException($"The route '{function.Route}' is invalid: {exception.Message}");
        }
    }

    private async Task RespondAsync(HttpFunction function, HttpContext context)
    {
        HttpRequest request = context.Request;
        if (HostRequests.RejectionReason(request) is { } reason)
        {
            EngineLog.RequestRejected(logger, function.Name, reason);
            Fail(context.Response);
            return;
        }

        HostRequests.JoinLines(request.Headers);
        Invocation invocation = new(_ => request, name => Value(request, name), context.RequestAborted);
        FunctionOutcome outcome = await invoker.InvokeAsync(function, invocation, context.RequestServices);
        if (outcome.Succeeded)
        {
            try
            {
                // The worker ignores any other returned value, so the answer is 200 without a body.
                if (outcome.Value is IResult result)
                    await result.ExecuteAsync(context);
                return;
            }
            catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
            {
                EngineLog.ResponseFailed(logger, function.Name, exception);
            }
        }

        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        Fail(context.Response);
    }

    private static void Fail(HttpResponse response)
    {
        response.Clear();
        response.StatusCode = StatusCodes.Status500InternalServerError;
        response.ContentLength = 0;
    }

    private static string? Value(HttpRequest request, string name)
    {
        if (request.RouteValues.TryGetValue(name, out object? value) && value is not null)
            return value.ToString();

        // The host uses `code` for a function key and doesn't bind it.
        return name != "code" && request.Query.TryGetValue(name, out var values) ? values.ToString() : null;
    }
}
