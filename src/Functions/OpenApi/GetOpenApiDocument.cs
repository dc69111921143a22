using LeerId.Staff;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.OpenApi;

/// <summary>The description of every address of this app (OpenAPI 3.1).</summary>
public sealed class GetOpenApiDocument(OpenApiDocument document)
{
    [Function(nameof(GetOpenApiDocument))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) =>
        Results.Text(document.Json, "application/json");
}
