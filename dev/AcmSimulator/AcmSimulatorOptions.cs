namespace LeerId.AcmSimulator;

/// <summary>The settings of one simulator.</summary>
public sealed record AcmSimulatorOptions
{
    /// <summary>The registration of the client that signs pupils in here.</summary>
    public required Dossier Dossier { get; init; }

    /// <summary>The address to listen at, plain http on loopback. If the port is 0, the system chooses a free port.</summary>
    public Uri Address { get; init; } = new("http://127.0.0.1:0");

    /// <summary>The clock for the lifetimes of codes, tokens, sessions and previous keys, and for delayed answers.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The personas who can sign in. Their ids must be unique.</summary>
    public IReadOnlyList<Persona> Personas { get; init; } = LeerId.AcmSimulator.Personas.All;
}
