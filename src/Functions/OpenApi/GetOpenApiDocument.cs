using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.OpenApi;

/// <summary>The description of every address of this app (OpenAPI 3.1).</summary>
public sealed class GetOpenApiDocument
{
    [Function(nameof(GetOpenApiDocument))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) =>
        Results.Text(OpenApiDocument.Json, "application/json");
}
