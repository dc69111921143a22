using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace LeerId.AcmSimulator.Provider;

/// <summary>Keeps entries in memory until they expire.</summary>
/// <typeparam name="T">The type of an entry's value.</typeparam>
/// <param name="clock">The clock by which entries expire.</param>
public sealed class ExpiringRegister<T>(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Entry> _inOrder = new();

    /// <summary>Adds an entry; false if there is already one with the same key. An expired entry counts until it is pruned.</summary>
    public bool TryAdd(string key, T value, DateTimeOffset until)
    {
        Prune();
        Entry entry = new(key, value, until);
        if (!_entries.TryAdd(key, entry))
            return false;
        _inOrder.Enqueue(entry);
        return true;
    }

    /// <summary>Reads an entry without removing it; false if it doesn't exist or has expired.</summary>
    public bool TryGet(string? key, [MaybeNullWhen(false)] out T value) =>
        IsValid(key is not null && _entries.TryGetValue(key, out Entry? entry) ? entry : null, out value);

    /// <summary>
    /// Removes an entry and returns it; false if it doesn't exist or has expired. If several callers take it at the same time, only one gets it.
    /// </summary>
    public bool TryTake(string? key, [MaybeNullWhen(false)] out T value) =>
        IsValid(key is not null && _entries.TryRemove(key, out Entry? entry) ? entry : null, out value);

    private bool IsValid(Entry? entry, [MaybeNullWhen(false)] out T value)
    {
        bool valid = entry is not null && clock.GetUtcNow() < entry.Until;
        value = valid ? entry!.Value : default;
        return valid;
    }

    private void Prune()
    {
        DateTimeOffset now = clock.GetUtcNow();
        while (_inOrder.TryPeek(out Entry? oldest) && oldest.Until <= now && _inOrder.TryDequeue(out oldest))
            _entries.TryRemove(oldest.Key, out _);
    }

    private sealed record Entry(string Key, T Value, DateTimeOffset Until);
}
