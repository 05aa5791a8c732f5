using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.Core.Tickets;

/// <summary>Chooses words that differ: the plainest first, then always those that are plain and unlike what is chosen already, from another silo, of another
/// time. No two that say the same, and no customer twice.</summary>
/// <remarks>What is much less plain than the plainest is chosen only when nothing else is left: no silo and no time is worth words that may be beside the
/// point.</remarks>
internal static class VariedWords
{
    // How much plainness it costs to be wholly alike, from the silo of all that was chosen, or of the same hour.
    private const double Alike = 0.5;
    private const double SameSilo = 0.15;
    private const double SameTime = 0.15;

    private const double MuchLessPlain = 0.75;

    // A silo that hears less than a twentieth of a problem counts no more here than it does on the ticket.
    private const int HeardByOneIn = 20;

    // Of four weeks a fifth: five quotes then lie all over them.
    private static readonly double DaysApart = TicketEvidence.Window.TotalDays / 5;

    /// <summary>What is shown of a ticket's evidence, the plainest first. Evidence begins with what differs, so the rest is read only where that is not
    /// enough.</summary>
    /// <param name="store">Where the feedback is.</param>
    /// <param name="ids">The evidence.</param>
    /// <param name="find">What a feedback says in the matter.</param>
    /// <param name="most">How many are shown.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public static async Task<IReadOnlyList<TicketQuote>> ReadAsync(IDocumentStore store, IReadOnlyList<string> ids, Func<FeedbackRecord, Said?> find, int most,
        CancellationToken cancellationToken)
    {
        var said = await FindAsync([.. ids.Take(2 * most)]);
        var chosen = Choose(said, most);
        if (chosen.Count < most && ids.Count > 2 * most)
            chosen = Choose([.. said, .. await FindAsync([.. ids.Skip(2 * most)])], most);
        return [.. chosen.OrderByDescending(one => one.Plainness).Select(one => one.Quote())];

        async Task<List<Said>> FindAsync(List<string> some)
        {
            var records = await store.GetFeedbackAsync(some, cancellationToken);
            return [.. some.Select(id => records.TryGetValue(id, out var record) ? find(record) : null).OfType<Said>()];
        }
    }

    /// <summary>The chosen, in the order of choice; of several as good, the first.</summary>
    /// <param name="said">What there is to choose from, one of each feedback.</param>
    /// <param name="most">How many are chosen.</param>
    public static IReadOnlyList<Said> Choose(IReadOnlyList<Said> said, int most)
    {
        if (said.Count == 0)
            return [];
        var heard = said.CountBy(one => one.HeardBy).ToDictionary(StringComparer.Ordinal);
        var plain = said.Max(one => one.Plainness) * MuchLessPlain;
        List<Candidate> left = [.. said.Select(one => new Candidate(one, heard[one.HeardBy] * HeardByOneIn >= said.Count))];
        var chosen = new List<Said>();
        while (chosen.Count < most && left.Count > 0)
        {
            var best = (left.Where(candidate => candidate.Said.Plainness >= plain).MaxBy(candidate => candidate.Worth(chosen))
                ?? left.MaxBy(candidate => candidate.Worth(chosen))!).Said;
            chosen.Add(best);
            left.RemoveAll(candidate => candidate.IsLike(best));
        }

        return chosen;
    }

    private sealed class Candidate(Said said, bool siloCounts)
    {
        private double _likeness;
        private double _days = double.PositiveInfinity;

        public Said Said => said;

        public double Worth(List<Said> chosen) => chosen.Count == 0 ? said.Plainness : said.Plainness
            - (Alike * _likeness)
            - (SameSilo * (siloCounts ? chosen.Count(other => other.HeardBy == said.HeardBy) / (double)chosen.Count : 1))
            - (SameTime * Math.Max(0, 1 - (_days / DaysApart)));

        /// <summary>Compares with what was chosen last, and tells whether that stands for this too.</summary>
        public bool IsLike(Said last)
        {
            if (ReferenceEquals(last, said) || (said.Record.CustomerKey is { } customer && customer == last.Record.CustomerKey))
                return true;
            _likeness = Math.Max(_likeness, said.Words.Likeness(last.Words));
            _days = Math.Min(_days, (said.Record.OccurredAt - last.Record.OccurredAt).Duration().TotalDays);
            return _likeness >= SpokenWords.Same;
        }
    }
}
