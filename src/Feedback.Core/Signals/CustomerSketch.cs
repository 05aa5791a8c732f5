using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Feedback.Core.Signals;

/// <summary>
/// Counts distinct customers in bounded space, so that folds can be added without counting anybody twice. Exact up to <see cref="Exact"/> customers, then a
/// HyperLogLog of 1,024 registers with a standard error of 3.25% (Flajolet, Fusy, Gandouet, Meunier, AofA 2007), read with the estimator of
/// Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", arXiv:1702.01284, algorithm 6, which needs no correction for small or large counts.
/// </summary>
/// <remarks>
/// What it holds depends on the set of customers alone, not on the order in which they came or how sketches were merged. A customer is the first
/// <see cref="HashBits"/> bits of the key: among 10,000 customers two are the same in one of five million sets.
/// </remarks>
public sealed class CustomerSketch
{
    /// <summary>Up to how many customers the count is exact.</summary>
    public const int Exact = 10_000;

    /// <summary>How many bits of a customer key tell customers apart.</summary>
    internal const int HashBits = 48;

    private const int Precision = 10;
    private const int Registers = 1 << Precision;

    // No hash of 48 bits reaches it; sketches of earlier versions were made from 64.
    private const int LargestRank = 64 - Precision + 1;

    // Exactly one of these is set; the members are of a fold that was read, and shared with its other sketches until something is added.
    private CustomerHashes? _hashes;
    private FoldMembers? _members;
    private byte[]? _registers;

    // A copy has them too: whoever adds first takes a set of its own.
    private bool _areShared;

    /// <summary>Nobody.</summary>
    public CustomerSketch() => _members = FoldMembers.None;

    private CustomerSketch(FoldMembers? members, byte[]? registers) => (_members, _registers) = (members, registers);

    /// <summary>Whether the count is exact.</summary>
    public bool IsExact => _registers is null;

    /// <summary>Adds a customer by its key.</summary>
    public void Add(string customerKey) => Add(HashOf(customerKey));

    /// <summary>
    /// A random customer key that counts as another one does: put in its place wherever that was counted, it changes no count, since it has the same register
    /// and the same rank. It shares those leading bits with the other key, two or so beyond the register's, and nothing else.
    /// </summary>
    public static string KeyCountedAs(string customerKey)
    {
        var hash = HashOf(customerKey) << (64 - HashBits);
        // The register, the zeros behind it, and the one that ends them.
        var shared = Math.Min(Precision + BitOperations.LeadingZeroCount(hash << Precision) + 1, HashBits);
        var free = ulong.MaxValue >> shared;
        Span<byte> random = stackalloc byte[2 * sizeof(ulong)];
        ulong other;
        do
        {
            RandomNumberGenerator.Fill(random);
            other = (hash & ~free) | (BinaryPrimitives.ReadUInt64BigEndian(random) & free);
        }
        while (other >> (64 - HashBits) == hash >> (64 - HashBits) && shared < HashBits);
        return other.ToString("x16", CultureInfo.InvariantCulture) + Convert.ToHexStringLower(random[sizeof(ulong)..]);
    }

    /// <summary>Adds all customers of another sketch.</summary>
    public void Merge(CustomerSketch other)
    {
        if (other._registers is { } theirs)
        {
            var mine = ToRegisters();
            var i = 0;
            for (; i <= Registers - Vector<byte>.Count; i += Vector<byte>.Count)
                Vector.Max(new Vector<byte>(mine, i), new Vector<byte>(theirs, i)).CopyTo(mine, i);
        }
        else if (other._members is { } members)
        {
            if (_members is { Count: 0 })
            {
                _members = members;
                return;
            }

            if (_members is not null)
                Growing(members.Count);
            for (var i = 0; i < members.Count; i++)
                Add(members[i]);
        }
        else if (_members is { Count: 0 })
        {
            (_members, _hashes, _areShared, other._areShared) = (null, other._hashes, true, true);
        }
        else
        {
            foreach (var hash in other._hashes!.ToArray())
                Add(hash);
        }
    }

    /// <summary>How many distinct customers there are, exactly or as an estimate.</summary>
    public long Count() => _members?.Count ?? _hashes?.Count ?? (long)Math.Round(Estimate(_registers!));

    /// <summary>Everybody's hash, in order; of an estimate its registers. For those who compare.</summary>
    public override string ToString() =>
        _registers is null ? string.Join(' ', Hashes().Select(hash => hash.ToString("x12", CultureInfo.InvariantCulture))) : RegistersText();

    /// <summary>Reads a sketch that is no set of a fold's members: registers, or the hashes of at most 64 customers as earlier versions kept them.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static CustomerSketch Parse(string text)
    {
        const int most = 64;
        var bytes = Convert.FromBase64String(text);
        if (bytes.Length == Registers)
        {
            return bytes.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)LargestRank)
                ? throw new FormatException("a customer sketch has a register that no hash can give")
                : new(null, bytes);
        }

        if (bytes.Length % sizeof(ulong) != 0 || bytes.Length / sizeof(ulong) > most)
            throw new FormatException("a customer sketch has 1,024 registers or at most 64 hashes");
        var sketch = new CustomerSketch();
        for (var at = 0; at < bytes.Length; at += sizeof(ulong))
            sketch.Add(BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(at)) >> (64 - HashBits));
        return sketch;
    }

    /// <summary>The same set, which stays as it is whatever is added here.</summary>
    internal CustomerSketch Copy()
    {
        var copy = new CustomerSketch();
        copy.Merge(this);
        return copy;
    }

    /// <summary>A sketch of some members of a fold.</summary>
    internal static CustomerSketch Of(FoldMembers members) => new(members, null);

    /// <summary>Everybody's hash, in order, while it is exact. Not to be changed.</summary>
    internal ulong[] Hashes() => _hashes?.ToSorted() ?? _members!.Hashes();

    /// <summary>The registers as text, of an estimate or of what could be counted exactly.</summary>
    internal string RegistersText() => Convert.ToBase64String(_registers ?? Registered());

    private static ulong HashOf(string customerKey) =>
        ulong.Parse(customerKey.AsSpan(0, HashBits / 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private void Add(ulong hash)
    {
        if (_registers is not null)
            Register(_registers, hash);
        else if (!(_areShared && _hashes!.Contains(hash)) && Growing(1).Add(hash) && _hashes!.Count > Exact)
            ToRegisters();
    }

    /// <summary>The hashes to add to, with room for more.</summary>
    private CustomerHashes Growing(int more)
    {
        if (_hashes is not null)
        {
            if (_areShared)
                (_hashes, _areShared) = (_hashes.Copy(), false);
            return _hashes;
        }

        _hashes = new(_members!.Count + more);
        for (var i = 0; i < _members.Count; i++)
            _hashes.Add(_members[i]);
        _members = null;
        return _hashes;
    }

    private byte[] ToRegisters()
    {
        if (_registers is not null)
            return _registers;
        _registers = Registered();
        (_hashes, _members, _areShared) = (null, null, false);
        return _registers;
    }

    /// <summary>The registers of what is counted exactly.</summary>
    private byte[] Registered()
    {
        var registers = new byte[Registers];
        foreach (var hash in _hashes?.ToArray() ?? _members!.Hashes())
            Register(registers, hash);
        return registers;
    }

    private static void Register(byte[] registers, ulong hash)
    {
        var index = (int)(hash >> (HashBits - Precision));
        var rank = (byte)Math.Min(BitOperations.LeadingZeroCount(hash << (64 - HashBits + Precision)) + 1, HashBits - Precision + 1);
        if (rank > registers[index])
            registers[index] = rank;
    }

    private static double Estimate(byte[] registers)
    {
        Span<int> counts = stackalloc int[LargestRank + 1];
        foreach (var rank in registers)
            counts[rank]++;

        const double m = Registers;
        var z = m * Tau(1 - (counts[LargestRank] / m));
        for (var k = LargestRank - 1; k >= 1; k--)
            z = 0.5 * (z + counts[k]);
        z += m * Sigma(counts[0] / m);
        return m * m / (2 * Math.Log(2)) / z;
    }

    private static double Sigma(double x)
    {
        if (x == 1)
            return double.PositiveInfinity;
        double y = 1, z = x, before;
        do
        {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        }
        while (z > before);
        return z;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1)
            return 0;
        double y = 1, z = 1 - x, before;
        do
        {
            x = Math.Sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        }
        while (z < before);
        return z / 3;
    }
}
