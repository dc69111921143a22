namespace LeerId.AcmSimulator;

/// <summary>How one simulator is set up.</summary>
public sealed record AcmSimulatorOptions
{
    public required Dossier Dossier { get; init; }

    /// <summary>Where it listens: plain http on a loopback address; port 0 takes any free port.</summary>
    public Uri Address { get; init; } = new("http://127.0.0.1:0");

    /// <summary>The clock behind every lifetime: codes, tokens, single sign-on, former keys.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Who can sign in; their ids must differ.</summary>
    public IReadOnlyList<Persona> Personas { get; init; } = LeerId.AcmSimulator.Personas.All;
}
