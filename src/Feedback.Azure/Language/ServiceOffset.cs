using Feedback.Core.Records;

namespace Feedback.Azure.Language;

/// <summary>Maps a stretch that the service names to the text.</summary>
internal static class ServiceOffset
{
    /// <summary>A stretch of the text from one of a part of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="part">The part that was sent.</param>
    /// <param name="offset">Where the stretch starts in the part, in UTF-16 code units.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="expected">The words that stand there by the service's account; <c>null</c> where these are not to be relied on.</param>
    /// <exception cref="InvalidDataException">It does not fit the text.</exception>
    public static TextSpan Fit(string text, TextSpan part, int offset, int length, string? expected)
    {
        if (offset < 0 || length < 0 || offset > part.Length - length)
            throw new InvalidDataException("an offset lies outside of the text");
        var span = new TextSpan(part.Start + offset, length);
        if (expected is not null && !text.AsSpan(span.Start, span.Length).Equals(expected, StringComparison.Ordinal))
            throw new InvalidDataException("an offset does not lead to the words that are named");
        return span;
    }
}
