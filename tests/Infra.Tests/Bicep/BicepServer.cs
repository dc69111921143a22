using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LeerId.Infra.Tests.Bicep;

/// <summary>A Bicep process that keeps running, because a warm process compiles much faster.</summary>
internal sealed class BicepServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly JsonRpcPipe _pipe;

    private BicepServer(Process process)
    {
        _process = process;
        _pipe = new JsonRpcPipe(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
    }

    public static BicepServer Start()
    {
        Process process = Process.Start(BicepProgram.StartInfo("jsonrpc", "--stdio"))!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new BicepServer(process);
    }

    /// <summary>The resources that a parameter file would deploy, with every value that is known before the deployment.</summary>
    /// <exception cref="BicepException">The files don't compile, or the template refuses the parameters.</exception>
    public async Task<JsonNode> SnapshotAsync(string parameterFile, CancellationToken cancellationToken)
    {
        JsonObject metadata = new()
        {
            ["tenantId"] = "00000000-0000-0000-0000-000000000002",
            ["subscriptionId"] = "00000000-0000-0000-0000-000000000001",
            ["location"] = "westeurope",
            ["deploymentName"] = "leerid",
        };
        try
        {
            JsonNode answer = await _pipe.CallAsync(
                "bicep/getSnapshot",
                new JsonObject { ["path"] = parameterFile, ["metadata"] = metadata, ["externalInputs"] = new JsonArray() }, cancellationToken);
            return JsonNode.Parse(answer["snapshot"]!.GetValue<string>())!;
        }
        catch (BicepException refusal) when (refusal.Message == "Compilation failed")
        {
            // The process doesn't report a reason.
            JsonNode answer = await _pipe.CallAsync(
                "bicep/compileParams", new JsonObject { ["path"] = parameterFile, ["parameterOverrides"] = new JsonObject() }, cancellationToken);
            throw new BicepException(answer["diagnostics"]!.ToJsonString());
        }
    }

    /// <summary>The ARM template of a Bicep file.</summary>
    /// <exception cref="BicepException">The file doesn't compile.</exception>
    public async Task<JsonNode> CompileAsync(string bicepFile, CancellationToken cancellationToken)
    {
        JsonNode answer = await _pipe.CallAsync("bicep/compile", new JsonObject { ["path"] = bicepFile }, cancellationToken);
        return answer["contents"]?.GetValue<string>() is { } template
            ? JsonNode.Parse(template)!
            : throw new BicepException(answer["diagnostics"]!.ToJsonString());
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(5));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
