using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;

namespace Feedback.Tools.Quantise;

/// <summary>
/// Gives a graph's large weights eight bits instead of 32 (dynamic quantisation). A product with a constant matrix becomes one of whole numbers, with a scale
/// for each column of the matrix, and what it is multiplied with gets its scale when it is there. A large table of rows keeps a scale for each row.
/// </summary>
internal static class Quantiser
{
    // A table that is looked up and has fewer rows is small enough.
    private const int FewRows = 1000;
    private const float Largest = 127;

    // Products are added in pairs of 16 bits where a processor has no instructions for bytes (VNNI), and two of 255 · 127 would not fit.
    private const float LargestFactor = 63;

    /// <summary>Changes a graph in place.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="exact">The name of what is added to a product that keeps its 32 bits.</param>
    /// <returns>How many matrices and tables have eight bits now.</returns>
    public static int Quantise(GraphProto graph, string exact)
    {
        var kept = graph.Node.Where(node => node.OpType == "Add" && node.Input.Contains(exact)).SelectMany(node => node.Input)
            .ToHashSet(StringComparer.Ordinal);
        if (kept.Count == 0)
            throw new InvalidDataException($"The graph has no {exact}.");
        var weights = graph.Initializer.ToDictionary(weight => weight.Name, StringComparer.Ordinal);
        var replaced = new HashSet<string>(StringComparer.Ordinal);
        var rounded = new HashSet<string>(StringComparer.Ordinal);
        var nodes = new List<NodeProto>();
        foreach (var node in graph.Node)
        {
            if (node.OpType == "MatMul" && weights.TryGetValue(node.Input[1], out var matrix) && matrix.Dims.Count == 2
                && !kept.Contains(node.Output[0]))
                nodes.AddRange(Product(graph, node, matrix, isRounded: !rounded.Add(node.Input[0])));
            else if (node.OpType == "Gather" && weights.TryGetValue(node.Input[0], out matrix) && matrix.Dims is [> FewRows, _])
                nodes.AddRange(LookUp(graph, node, matrix));
            else
            {
                nodes.Add(node);
                continue;
            }

            replaced.Add(matrix.Name);
        }

        graph.Node.Clear();
        graph.Node.AddRange(nodes);
        foreach (var weight in graph.Initializer.Where(weight => replaced.Contains(weight.Name)).ToList())
            graph.Initializer.Remove(weight);
        foreach (var input in graph.Input.Where(input => replaced.Contains(input.Name)).ToList())
            graph.Input.Remove(input);
        return replaced.Count;
    }

    // Those that share a factor round it once. In this order the runtime knows the nodes for one.
    private static IEnumerable<NodeProto> Product(GraphProto graph, NodeProto node, TensorProto matrix, bool isRounded)
    {
        var (factor, name, columns) = (node.Input[0], node.Output[0], (int)matrix.Dims[1]);
        var (whole, scales) = Rounded(Numbers(matrix), LargestFactor, columns, at => at % columns);
        graph.Initializer.Add(Whole(name + "_weights", whole, matrix.Dims));
        graph.Initializer.Add(Scales(name + "_scales", scales, columns));
        if (!isRounded)
            yield return Node("DynamicQuantizeLinear", [factor], factor + "_whole", factor + "_scale", factor + "_zero");
        yield return Node("MatMulInteger", [factor + "_whole", name + "_weights", factor + "_zero"], name + "_product");
        yield return Float(name + "_product", name + "_float");
        yield return Node("Mul", [factor + "_scale", name + "_scales"], name + "_scale");
        yield return Node("Mul", [name + "_float", name + "_scale"], name);
    }

    private static IEnumerable<NodeProto> LookUp(GraphProto graph, NodeProto node, TensorProto table)
    {
        var (rows, name, columns) = (node.Input[1], node.Output[0], (int)table.Dims[1]);
        var (whole, scales) = Rounded(Numbers(table), Largest, (int)table.Dims[0], at => at / columns);
        graph.Initializer.Add(Whole(name + "_rows", whole, table.Dims));
        graph.Initializer.Add(Scales(name + "_scales", scales, table.Dims[0], 1));
        yield return Node("Gather", [name + "_rows", rows], name + "_whole");
        yield return Float(name + "_whole", name + "_float");
        yield return Node("Gather", [name + "_scales", rows], name + "_scale");
        yield return Node("Mul", [name + "_float", name + "_scale"], name);
    }

    private static (sbyte[] Whole, float[] Scales) Rounded(ReadOnlySpan<float> numbers, float largest, int groups, Func<int, int> groupOf)
    {
        var scales = new float[groups];
        for (var at = 0; at < numbers.Length; at++)
        {
            ref var scale = ref scales[groupOf(at)];
            scale = Math.Max(scale, Math.Abs(numbers[at]) / largest);
        }

        var whole = new sbyte[numbers.Length];
        for (var at = 0; at < numbers.Length; at++)
            whole[at] = scales[groupOf(at)] is var scale and > 0 ? (sbyte)Math.Clamp(MathF.Round(numbers[at] / scale), -largest, largest) : (sbyte)0;
        return (whole, scales);
    }

    private static float[] Numbers(TensorProto tensor)
    {
        if (tensor.DataType != (int)TensorProto.Types.DataType.Float)
            throw new InvalidDataException($"{tensor.Name} does not hold floats.");
        return tensor.RawData.IsEmpty ? [.. tensor.FloatData] : MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();
    }

    private static TensorProto Whole(string name, sbyte[] numbers, IEnumerable<long> shape) =>
        Tensor(name, TensorProto.Types.DataType.Int8, MemoryMarshal.AsBytes<sbyte>(numbers), shape);

    private static TensorProto Scales(string name, float[] numbers, params IEnumerable<long> shape) =>
        Tensor(name, TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes<float>(numbers), shape);

    private static TensorProto Tensor(string name, TensorProto.Types.DataType type, ReadOnlySpan<byte> numbers, IEnumerable<long> shape)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(numbers) };
        tensor.Dims.AddRange(shape);
        return tensor;
    }

    private static NodeProto Float(string from, string to)
    {
        var node = Node("Cast", [from], to);
        node.Attribute.Add(new AttributeProto { Name = "to", Type = AttributeProto.Types.AttributeType.Int, I = (long)TensorProto.Types.DataType.Float });
        return node;
    }

    private static NodeProto Node(string type, IEnumerable<string> from, params IEnumerable<string> to)
    {
        var node = new NodeProto { OpType = type, Name = to.First() + "_" + type };
        node.Input.AddRange(from);
        node.Output.AddRange(to);
        return node;
    }
}
