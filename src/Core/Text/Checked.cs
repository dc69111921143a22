namespace LeerId.Text;

/// <summary>A value that passed its checks, or the reason why it did not.</summary>
public readonly struct Checked<T, TRefusal>
    where T : notnull
    where TRefusal : struct, Enum
{
    private readonly T? _value;

    private Checked(T? value, TRefusal? refusal)
    {
        _value = value;
        Refusal = refusal;
    }

    /// <summary>The reason why the value is refused; null when it is not refused.</summary>
    public TRefusal? Refusal { get; }

    /// <summary>The value, if <see cref="Refusal"/> is null.</summary>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException("There is no value, because it was refused.");

    /// <summary>A value that passed.</summary>
    public static implicit operator Checked<T, TRefusal>(T value) => new(value, null);

    /// <summary>The reason for a refusal.</summary>
    public static implicit operator Checked<T, TRefusal>(TRefusal refusal) => new(default, refusal);
}
