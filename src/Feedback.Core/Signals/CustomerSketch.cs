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
/// <remarks>Its bytes depend on the set of customers alone, not on the order in which they came or how sketches were merged.</remarks>
public sealed class CustomerSketch
{
    /// <summary>Up to how many customers the count is exact.</summary>
    public const int Exact = 64;

    private const int Precision = 10;
    private const int Registers = 1 << Precision;
    private const int LargestRank = 64 - Precision + 1;

    private SortedSet<ulong>? _hashes = [];
    private byte[]? _registers;

    /// <summary>Adds a customer by its key.</summary>
    public void Add(string customerKey) => Add(HashOf(customerKey));

    /// <summary>
    /// A random customer key that counts as another one does: put in its place wherever that was counted, it changes no count, since it has the same register
    /// and the same rank. It shares those leading bits with the other key, two or so beyond the register's, and nothing else.
    /// </summary>
    public static string KeyCountedAs(string customerKey)
    {
        var hash = HashOf(customerKey);
        // The register, the zeros behind it, and the one that ends them.
        var shared = Math.Min(Precision + BitOperations.LeadingZeroCount(hash << Precision) + 1, 64);
        var free = shared == 64 ? 0 : ulong.MaxValue >> shared;
        Span<byte> random = stackalloc byte[2 * sizeof(ulong)];
        ulong other;
        do
        {
            RandomNumberGenerator.Fill(random);
            other = (hash & ~free) | (BinaryPrimitives.ReadUInt64BigEndian(random) & free);
        }
        while (other == hash && free != 0);
        return other.ToString("x16", CultureInfo.InvariantCulture) + Convert.ToHexStringLower(random[sizeof(ulong)..]);
    }

    /// <summary>Adds all customers of another sketch.</summary>
    public void Merge(CustomerSketch other)
    {
        if (other._hashes is { } hashes)
        {
            foreach (var hash in hashes)
                Add(hash);
            return;
        }

        var mine = ToRegisters();
        var theirs = other._registers!;
        var i = 0;
        for (; i <= Registers - Vector<byte>.Count; i += Vector<byte>.Count)
            Vector.Max(new Vector<byte>(mine, i), new Vector<byte>(theirs, i)).CopyTo(mine, i);
    }

    /// <summary>How many distinct customers there are, exactly or as an estimate.</summary>
    public long Count() => _hashes?.Count ?? (long)Math.Round(Estimate(_registers!));

    /// <summary>The sketch as text for a fold.</summary>
    public override string ToString()
    {
        if (_registers is not null)
            return Convert.ToBase64String(_registers);
        var bytes = new byte[_hashes!.Count * sizeof(ulong)];
        var at = 0;
        foreach (var hash in _hashes)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(at), hash);
            at += sizeof(ulong);
        }

        return Convert.ToBase64String(bytes);
    }

    /// <summary>Reads a sketch.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static CustomerSketch Parse(string text)
    {
        var bytes = Convert.FromBase64String(text);
        if (bytes.Length == Registers)
        {
            return bytes.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)LargestRank)
                ? throw new FormatException("a customer sketch has a register that no hash can give")
                : new() { _hashes = null, _registers = bytes };
        }

        if (bytes.Length % sizeof(ulong) != 0 || bytes.Length / sizeof(ulong) > Exact)
            throw new FormatException("a customer sketch has 1,024 registers or at most 64 hashes");
        var sketch = new CustomerSketch();
        for (var at = 0; at < bytes.Length; at += sizeof(ulong))
            sketch._hashes!.Add(BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(at)));
        return sketch;
    }

    private static ulong HashOf(string customerKey) => ulong.Parse(customerKey.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private void Add(ulong hash)
    {
        if (_hashes is not null)
        {
            _hashes.Add(hash);
            if (_hashes.Count > Exact)
                ToRegisters();
            return;
        }

        Register(hash);
    }

    private byte[] ToRegisters()
    {
        if (_registers is not null)
            return _registers;
        _registers = new byte[Registers];
        foreach (var hash in _hashes!)
            Register(hash);
        _hashes = null;
        return _registers;
    }

    private void Register(ulong hash)
    {
        var index = (int)(hash >> (64 - Precision));
        var rank = (byte)Math.Min(BitOperations.LeadingZeroCount(hash << Precision) + 1, LargestRank);
        if (rank > _registers![index])
            _registers[index] = rank;
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
