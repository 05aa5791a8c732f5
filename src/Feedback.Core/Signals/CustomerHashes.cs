namespace Feedback.Core.Signals;

/// <summary>
/// A growing set of customers' hashes. Where maps add up the customers of hundreds of folds, this is the hottest thing there is; and since the hashes are
/// keyed ones, their own bits place them, which a general set would hash once more.
/// </summary>
internal sealed class CustomerHashes
{
    private const int LeastSlots = 16;

    // Open addressing, at most half full. A slot holds the hash and one, so that 0 is an empty one.
    private ulong[] _slots;

    public CustomerHashes(int expected = 0) => _slots = new ulong[SlotsFor(expected)];

    private CustomerHashes(ulong[] slots, int count) => (_slots, Count) = (slots, count);

    public int Count { get; private set; }

    /// <summary>Another set of the same.</summary>
    public CustomerHashes Copy() => new([.. _slots], Count);

    public bool Contains(ulong hash) => _slots[SlotOf(hash)] != 0;

    /// <summary>Adds a hash of <see cref="CustomerSketch.HashBits"/> bits; <c>false</c> when it was there.</summary>
    public bool Add(ulong hash)
    {
        if (2 * Count >= _slots.Length)
            Grow();
        ref var slot = ref _slots[SlotOf(hash)];
        if (slot != 0)
            return false;
        slot = hash + 1;
        Count++;
        return true;
    }

    /// <summary>The hashes, in no order.</summary>
    public ulong[] ToArray()
    {
        var hashes = new ulong[Count];
        var at = 0;
        foreach (var slot in _slots)
        {
            if (slot != 0)
                hashes[at++] = slot - 1;
        }

        return hashes;
    }

    /// <summary>The hashes in order.</summary>
    public ulong[] ToSorted()
    {
        var sorted = ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>Where a hash stands, or would.</summary>
    private ulong SlotOf(ulong hash)
    {
        var slots = _slots;
        var mask = (ulong)slots.Length - 1;
        var slot = hash & mask;
        while (slots[slot] != 0 && slots[slot] != hash + 1)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        var before = _slots;
        _slots = new ulong[2 * before.Length];
        Count = 0;
        foreach (var slot in before)
        {
            if (slot != 0)
                Add(slot - 1);
        }
    }

    private static int SlotsFor(int expected) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(LeastSlots, 2 * (expected + 1)));
}
