using System.Buffers;
using Feedback.Core.Records;

namespace Feedback.Core.Journeys;

/// <summary>Tells what is judged as a whole ("love this sweater", "these are perfect") from what says something of a property. Its meaning is that of the
/// thing alone, and things belong to no theme.</summary>
internal static class BareJudgement
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(" ,;:.!?()\"\n\r\t-/*");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Empty = Words(
        """
        a an and are as at be been but by did do for from get got had has have i i'm i've if im in is it it's its just me my of on one ones or so such than that
        that's the them then there they they're to too very was we were what when which will with would you your really absolutely totally completely simply
        definitely also again still ever always overall all both some any more most even much well person now today first time after when how
        love loved loves like liked likes adore adored hate hated enjoy great good nice perfect perfectly lovely amazing awesome fabulous wonderful fantastic
        best better favorite favourite favorites excellent brilliant gorgeous beautiful happy pleased thrilled excited glad disappointed disappointing
        disappointment obsessed recommend recommended bad terrible awful horrible worst buy bought buying purchase purchased purchasing ordered order own wear
        wore worn wearing saw seen found find must winner fan keeper addition
        could couldn't can can't wait try tried trying not don't who one's bold recommended everything nothing say about super soo sooo soooo sad sadly
        """);

    // Behind these stands the thing itself.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Pointing = Words("this these");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Predicates = Words("is are was were has have had and but so because for in to");

    /// <summary>Whether a clause says nothing but that something is good or bad.</summary>
    /// <param name="text">The text.</param>
    /// <param name="clause">The clause.</param>
    /// <param name="target">What is judged: no word of it counts.</param>
    public static bool Is(string text, TextSpan clause, TextSpan? target)
    {
        var thing = false;
        foreach (var range in text.AsSpan(clause.Start, clause.Length).SplitAny(Ends))
        {
            var start = clause.Start + range.Start.Value;
            var word = text.AsSpan(start, range.End.Value - range.Start.Value);
            if (word.IsEmpty || (target is { } judged && start >= judged.Start && start < judged.Start + judged.Length))
                continue;
            if (Pointing.Contains(word))
                thing = true;
            else if (Predicates.Contains(word))
                thing = false;
            else if (!thing && !Empty.Contains(word))
                return false;
        }

        return true;
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
