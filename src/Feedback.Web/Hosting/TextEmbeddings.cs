using Feedback.Core.Language.Meaning;

namespace Feedback.Web.Hosting;

/// <summary>Which embedding compares the meaning of opinions with that of themes.</summary>
internal enum EmbeddingChoice
{
    /// <summary>The table of word pieces that comes with the program.</summary>
    Static,

    /// <summary>The sentence model, in a project of its own that not every program is built with.</summary>
    MiniLm,
}

/// <summary>Opens the embedding that the configuration chooses.</summary>
internal static class TextEmbeddings
{
    // No room refers to it, so that who does not use the model does not carry its 120 MB.
    private const string MiniLm = "Feedback.MiniLm.MiniLmEmbedding, Feedback.MiniLm";

    public static bool HasMiniLm => Type.GetType(MiniLm) is not null;

    public static ITextEmbedding Open(EmbeddingChoice choice) => choice == EmbeddingChoice.Static ? StaticEmbedding.Instance
        : (ITextEmbedding)Activator.CreateInstance(Type.GetType(MiniLm, throwOnError: true)!)!;
}
