namespace LeerId.SignIn;

/// <summary>A value that passed its checks, or the reason why not.</summary>
internal readonly struct Checked<T>
    where T : notnull
{
    private readonly T? _value;

    private Checked(T? value, RefusalReason? refusal)
    {
        _value = value;
        Refusal = refusal;
    }

    /// <summary>Why the value is refused; null when it is not.</summary>
    public RefusalReason? Refusal { get; }

    /// <summary>The value; only where <see cref="Refusal"/> is null.</summary>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException("There is no value: it was refused.");

    public static implicit operator Checked<T>(T value) => new(value, null);

    public static implicit operator Checked<T>(RefusalReason refusal) => new(default, refusal);
}
