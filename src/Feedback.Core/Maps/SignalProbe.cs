using System.Text;
using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Maps;

/// <summary>
/// Tells by the bytes of stored signals that none of them is asked for, without reading them: of a busy hour that is most. Ids are plain words, which stand in
/// JSON as they are; where one is none, everything may be asked for.
/// </summary>
internal sealed class SignalProbe(SignalFilter filter)
{
    private readonly byte[] _stage = Quoted(filter.Stage), _theme = Quoted(MappedOpinion.NameIn(filter.Theme));

    /// <summary>The same for an engine that knows the words of documents.</summary>
    public WordSet Words { get; } = WordSet.Of(filter.Stage, MappedOpinion.NameIn(filter.Theme));

    /// <summary>Whether any of the signals may be asked for.</summary>
    public bool MayHold(ReadOnlySpan<byte> body) => Holds(body, _theme) && Holds(body, _stage);

    private static bool Holds(ReadOnlySpan<byte> body, byte[] word) => word.Length == 0 || body.IndexOf(word) >= 0;

    private static byte[] Quoted(string? id) =>
        id is not null && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') ? Encoding.ASCII.GetBytes($"\"{id}\"") : [];
}
