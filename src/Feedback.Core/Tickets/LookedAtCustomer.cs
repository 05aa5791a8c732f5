using Feedback.Core.Customers;
using Feedback.Core.Records;

namespace Feedback.Core.Tickets;

/// <summary>What else one of a ticket's customers complains about.</summary>
/// <param name="Together">The other themes in feedback that complains about the ticket's topics.</param>
/// <param name="Earlier">Those in other feedback only, and first before any of that.</param>
/// <param name="Later">Those in other feedback only, and after that.</param>
internal sealed record LookedAtCustomer(IReadOnlySet<string> Together, IReadOnlySet<string> Earlier, IReadOnlySet<string> Later)
{
    /// <summary>How many other themes there are.</summary>
    public int Others => Together.Count + Earlier.Count + Later.Count;

    /// <summary>The customers of a ticket: those named, with all they said over the window, and of those whom no source named each feedback as one.</summary>
    /// <param name="journey">The journey's id.</param>
    /// <param name="topics">The ticket's topics.</param>
    /// <param name="evidence">The window.</param>
    /// <param name="timelines">Timelines of customers, in the order of time.</param>
    /// <param name="records">Feedback that complains about the topics.</param>
    public static IReadOnlyList<LookedAtCustomer> Of(string journey, IReadOnlyList<Topic> topics, TicketEvidence evidence,
        IReadOnlyList<CustomerHistory> timelines, IReadOnlyList<FeedbackRecord> records) =>
    [
        .. timelines.Select(timeline => timeline.Feedback.Where(record => record.OccurredAt >= evidence.From && record.OccurredAt < evidence.To))
            .Concat(records.Where(record => record.CustomerKey is null).Select(record => new[] { record }))
            .Select(said => Of(topics, [.. said.Select(record => ComplaintsOf(journey, record))])).OfType<LookedAtCustomer>(),
    ];

    private static LookedAtCustomer? Of(IReadOnlyList<Topic> topics, List<HashSet<Topic>> said)
    {
        if (said.FindIndex(complaints => complaints.Overlaps(topics)) is var first && first < 0)
            return null;
        var own = topics.Select(topic => topic.Theme).ToHashSet(StringComparer.Ordinal);
        var together = ThemesOf(said.Where(complaints => complaints.Overlaps(topics)));
        together.ExceptWith(own);
        own.UnionWith(together);
        var earlier = ThemesOf(said.Take(first));
        earlier.ExceptWith(own);
        own.UnionWith(earlier);
        var later = ThemesOf(said.Skip(first));
        later.ExceptWith(own);
        return new(together, earlier, later);
    }

    private static HashSet<string> ThemesOf(IEnumerable<HashSet<Topic>> said) =>
        said.SelectMany(complaints => complaints).Select(topic => topic.Theme).ToHashSet(StringComparer.Ordinal);

    // As folds count them.
    private static HashSet<Topic> ComplaintsOf(string journey, FeedbackRecord record)
    {
        var mapping = record.MappingOn(journey);
        return mapping is null || record.Analysis is null ? [] : [.. mapping.Opinions.Zip(record.Opinions())
            .Where(pair => pair.First.CountedTheme is not null && pair.Second.Sentiment.Label == SentimentLabel.Negative)
            .Select(pair => new Topic(pair.First.CountedTheme!, pair.First.Stage))];
    }
}
