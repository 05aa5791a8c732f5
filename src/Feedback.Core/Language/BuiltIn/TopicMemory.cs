using Feedback.Core.Records;

namespace Feedback.Core.Language.BuiltIn;

/// <summary>What a text has spoken of so far: what "it" stands for, and "they".</summary>
internal sealed class TopicMemory
{
    private Thing? _last;
    private Thing? _main;

    /// <summary>Whether nothing has been spoken of.</summary>
    public bool IsEmpty => _last is null;

    /// <summary>The first thing that the text speaks of.</summary>
    public TextSpan? First { get; private set; }

    /// <summary>Takes in what a clause speaks of.</summary>
    /// <param name="span">Where it stands.</param>
    /// <param name="isPart">Whether it is a part or a property of something.</param>
    /// <param name="isPlural">Whether it looks like a plural.</param>
    /// <param name="isThis">Whether it is what the text calls "this".</param>
    public void Speak(TextSpan span, bool isPart, bool isPlural, bool isThis)
    {
        First ??= span;
        _last = new(span, isPart, isPlural, isThis);
        if (!isPart && (_main is null || (isThis && !_main.Value.IsThis))) _main = _last;
    }

    /// <summary>Takes in what is only mentioned: no "it" stands for it.</summary>
    public void Mention(TextSpan span) => First ??= span;

    /// <summary>A sentence ends: a part that it spoke of gives way to the thing.</summary>
    public void EndSentence()
    {
        if (_last is { IsPart: true }) _last = _main;
    }

    /// <summary>What a pronoun stands for; <c>null</c> where that is not sure.</summary>
    /// <param name="pronoun">The pronoun; <c>null</c> for a clause without a subject.</param>
    /// <param name="before">Only what stands before this place is meant.</param>
    /// <param name="turns">Whether the clause begins with "but".</param>
    public TextSpan? Meant(string? pronoun, int before, bool turns)
    {
        if (_last is not { } last) return null;
        // "The cut is boxy, but this is huge": a part is not called "this", and what follows "but" is said of the thing.
        var fits = !(last.IsPart && (pronoun is "this" or "these" || (turns && pronoun is not null))) && Agrees(last, pronoun);
        return (fits ? last : _main) is { } thing && thing.Span.Start < before && (fits || Agrees(thing, pronoun)) ? thing.Span : null;
    }

    // A bank and a shop may be "they".
    private static bool Agrees(Thing thing, string? pronoun) => pronoun switch
    {
        "it" or "it's" or "this" => !thing.IsPlural,
        "they" or "they're" or "these" or "them" => thing.IsPlural || !thing.IsPart,
        _ => true,
    };

    private readonly record struct Thing(TextSpan Span, bool IsPart, bool IsPlural, bool IsThis);
}
