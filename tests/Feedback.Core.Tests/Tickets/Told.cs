using System.Globalization;
using Feedback.Core.Journeys;
using Feedback.Core.Language;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Journeys;
using Feedback.Core.Tickets;
using Feedback.Testing;

namespace Feedback.Core.Tests.Tickets;

/// <summary>Feedback on the retail journey as the pipeline leaves it, and a ticket over it.</summary>
internal static class Told
{
    public const string Journey = "retail";

    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static readonly JourneyCatalogue Catalogue = new([Definitions.Shipped(Journey)], [Journey]);

    /// <summary>A text, analysed and mapped by the real thing.</summary>
    public static FeedbackRecord Text(string id, string text, string touchpoint = "service", string language = "en")
    {
        var record = AnyFeedback.Received(id, Now) with { Touchpoint = touchpoint, Text = text, Language = language };
        var analysis = new BuiltInLanguageAnalysis().AnalyseAsync([new(text, language)]).Result[0].Analysis;
        record = record with { State = FeedbackState.Mapped, Analysis = FeedbackUnderstanding.Of(record, analysis, "built-in/1") };
        return record with { Mapping = new MapOpinions(Catalogue, new SignalBuckets(1)).Map(record) };
    }

    /// <summary>Feedback of known opinions: each a theme, its stage, its owner and its score.</summary>
    public static FeedbackRecord Opinions(string id, DateTimeOffset at, string heardBy,
        params (string? Theme, string Stage, string? Owner, double Score)[] opinions) =>
        (AnyFeedback.Received(id, at) with { Touchpoint = "service" }).Mapped(
            new(Journey, "1", 0, heardBy, "get-help",
                [.. opinions.Select(opinion => new MappedOpinion(opinion.Stage, opinion.Theme, opinion.Owner, MappingReason.ThemeTerm, 0.75))]),
            opinions.Select(opinion => opinion.Score));

    /// <summary>A text that complains of the delivery as a whole, as it is said of its words.</summary>
    public static FeedbackRecord Late(string id, string text, double score = -0.5, MappingReason reason = MappingReason.ThemeTerm, DateTimeOffset? at = null,
        string heardBy = "service", string? customer = null)
    {
        var (all, sentiment) = (new TextSpan(0, text.Length), Sentiment.FromScore(score));
        return AnyFeedback.Received(id, at ?? Now) with
        {
            Text = text,
            CustomerKey = customer,
            State = FeedbackState.Mapped,
            Analysis = new("test/1", "en", sentiment, [new(all, sentiment)], [new(null, null, all, sentiment)], null),
            Mapping = [new(Journey, "1", 0, heardBy, "receive", [new("receive", "delivery-time", "logistics", reason, 0.75)])],
        };
    }

    public static Ticket Ticket(IReadOnlyList<Topic> topics, IReadOnlyList<string> feedback, IReadOnlyList<string> asking) =>
        AnyTicket.Raised($"{Journey}.{topics[0].Theme}.2026-11-20", Now, topics) with
        {
            Title = "Late",
            OwnedBy = "logistics",
            HeardBy = [],
            Evidence = new(Now.AddDays(-28), Now, 9, 9, 0.1, 1, -0.5, [], feedback, asking),
        };

    public static string Id(int number) => FeedbackId.OfEvent("told", number.ToString(CultureInfo.InvariantCulture));
}
