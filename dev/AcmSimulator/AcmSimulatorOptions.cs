namespace LeerId.AcmSimulator;

/// <summary>The settings of one simulator.</summary>
public sealed record AcmSimulatorOptions
{
    public required Dossier Dossier { get; init; }

    /// <summary>The address to listen at: plain http on a loopback address. Port 0 chooses a free port.</summary>
    public Uri Address { get; init; } = new("http://127.0.0.1:0");

    /// <summary>The clock for all lifetimes: of codes, tokens, single sign-on and previous keys.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The personas who can sign in. Their ids must be unique.</summary>
    public IReadOnlyList<Persona> Personas { get; init; } = LeerId.AcmSimulator.Personas.All;
}
