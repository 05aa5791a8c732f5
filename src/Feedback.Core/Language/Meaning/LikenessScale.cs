namespace Feedback.Core.Language.Meaning;

/// <summary>How an embedding's likenesses of texts and themes are read: embeddings differ in how far apart they put things. Each has its own, chosen on the
/// training rows of <c>bench/themes</c>.</summary>
/// <param name="Least">How alike a text and a theme must be for a guess, 0 to 1.</param>
/// <param name="Sure">How alike they must be to count, with <paramref name="Lead"/> times what they are more alike than the text and the next theme.</param>
/// <param name="Lead">What being ahead of the next theme counts for.</param>
/// <param name="Centre">The share of the theme as a whole, the centre of its words, in the likeness; the rest is that of the words nearest to the text.</param>
/// <param name="Words">What is added at most where the text holds words of the theme.</param>
public sealed record LikenessScale(double Least, double Sure, double Lead, double Centre, double Words);
