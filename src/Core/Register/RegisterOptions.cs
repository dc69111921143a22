using LeerId.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LeerId.Register;

/// <summary>
/// The parts of the register of processing activities that the software can't determine itself (GDPR, article 30; protocol, article 6). Settings
/// <c>Register:*</c>. The report contains the texts unchanged.
/// </summary>
public sealed class RegisterOptions
{
    internal const string Section = "Register";

    /// <summary>The controller that processes the data.</summary>
    public ProviderOptions Provider { get; set; } = new();

    /// <summary>The protocol with DOV.</summary>
    public ProtocolOptions Protocol { get; set; } = new();

    /// <summary>The processors, by any key: <c>Register:Processors:0:Name</c>.</summary>
    public Dictionary<string, ProcessorOptions> Processors { get; set; } = [];

    /// <summary>Transfers outside the European Economic Area and their safeguards; empty when there are none.</summary>
    public string Transfers { get; set; } = "";

    /// <summary>The risk assessment (protocol, article 6); required outside Development.</summary>
    public ReviewedDocumentOptions RiskAssessment { get; set; } = new();

    /// <summary>The data protection impact assessment (GDPR, article 35); required outside Development.</summary>
    public ReviewedDocumentOptions ImpactAssessment { get; set; } = new();

    /// <summary>The balancing test of the legitimate interest (GDPR, article 6(1)(f)).</summary>
    public DocumentOptions BalancingTest { get; set; } = new();

    /// <summary>The activities of the provider as a processor of school boards.</summary>
    public AsProcessorOptions AsProcessor { get; set; } = new();

    /// <summary>Measures outside the software, by any key: how staff are made aware, bound to confidentiality, and so on.</summary>
    public Dictionary<string, string> OrganisationalMeasures { get; set; } = [];

    internal static IEnumerable<string> Missing(params (string Setting, string? Value)[] required) =>
        required.Where(setting => string.IsNullOrWhiteSpace(setting.Value)).Select(setting => $"{setting.Setting} is not set.");
}

/// <summary>Checks the settings of the register, and names every fault at once.</summary>
internal sealed class RegisterOptionsValidator(IConfiguration configuration, AddressRules addresses) : IValidateOptions<RegisterOptions>
{
    private const string Section = RegisterOptions.Section;

    // A developer's machine has no pupils, so it needs no assessments.
    private readonly bool _needsAssessments = !AddressRules.IsDevelopment(configuration);

    public ValidateOptionsResult Validate(string? name, RegisterOptions options) => AddressRules.Result(
    [
        .. options.Provider.Faults($"{Section}:{nameof(RegisterOptions.Provider)}"),
        .. options.Protocol.Faults($"{Section}:{nameof(RegisterOptions.Protocol)}", addresses),
        .. options.Processors.SelectMany(
            processor => processor.Value.Faults($"{Section}:{nameof(RegisterOptions.Processors)}:{processor.Key}", options.Transfers)),
        .. options.RiskAssessment.Faults($"{Section}:{nameof(RegisterOptions.RiskAssessment)}", "the risk assessment", _needsAssessments),
        .. options.ImpactAssessment.Faults(
            $"{Section}:{nameof(RegisterOptions.ImpactAssessment)}", "the data protection impact assessment", _needsAssessments),
        .. options.BalancingTest.Faults($"{Section}:{nameof(RegisterOptions.BalancingTest)}", "the balancing test"),
        .. options.AsProcessor.Faults($"{Section}:{nameof(RegisterOptions.AsProcessor)}"),
    ]);
}
