namespace LeerId.Text;

/// <summary>What is wrong with a request of staff.</summary>
/// <param name="Field">The member of the body.</param>
/// <param name="Fault">What is wrong with it, without the value.</param>
public sealed record RequestFault(string Field, string Fault);
