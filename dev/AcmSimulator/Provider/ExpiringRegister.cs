using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace LeerId.AcmSimulator.Provider;

/// <summary>Entries in memory that expire.</summary>
/// <typeparam name="T">The type of an entry's value.</typeparam>
/// <param name="clock">The clock by which entries expire.</param>
public sealed class ExpiringRegister<T>(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Entry> _inOrder = new();

    /// <summary>Adds an entry; false if the key already exists, even if that entry has expired and is not pruned yet.</summary>
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
        Alive(key is not null && _entries.TryGetValue(key, out Entry? entry) ? entry : null, out value);

    /// <summary>Removes an entry and returns it to only one caller, even if several call at the same time; false if it doesn't exist or has expired.</summary>
    public bool TryTake(string? key, [MaybeNullWhen(false)] out T value) =>
        Alive(key is not null && _entries.TryRemove(key, out Entry? entry) ? entry : null, out value);

    private bool Alive(Entry? entry, [MaybeNullWhen(false)] out T value)
    {
        bool alive = entry is not null && clock.GetUtcNow() < entry.Until;
        value = alive ? entry!.Value : default;
        return alive;
    }

    private void Prune()
    {
        DateTimeOffset now = clock.GetUtcNow();
        while (_inOrder.TryPeek(out Entry? oldest) && oldest.Until <= now && _inOrder.TryDequeue(out oldest))
            _entries.TryRemove(oldest.Key, out _);
    }

    private sealed record Entry(string Key, T Value, DateTimeOffset Until);
}
