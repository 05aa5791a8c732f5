using Feedback.Core.Customers;
using Feedback.Core.Journeys;
using Feedback.Core.Records;
using Feedback.Core.Signals;

namespace Feedback.Bench.Fill;

/// <summary>One feedback as the pipeline would leave it.</summary>
internal sealed record SimulatedFeedback(FeedbackSignals Signals, TouchpointDefinition HeardAt)
{
    private const string Text = "The parcel came two weeks late, and nobody at the service desk could tell me where it was.";

    /// <summary>The feedback in the order of time, spread evenly; always the same ones. A third of the customers belong to a segment.</summary>
    public static IEnumerable<SimulatedFeedback> Of(Plan plan, JourneyDefinition journey)
    {
        var keys = new CustomerKeys(new byte[32]);
        var random = new Random(20261121);
        var start = plan.End.AddDays(-plan.Days);
        var step = TimeSpan.FromDays(plan.Days) / plan.Signals;
        var ids = new byte[16];
        for (var i = 0; i < plan.Signals; i++)
        {
            // Multiplying two draws makes some themes and touchpoints far commoner than others.
            var theme = journey.Themes[(int)(random.NextDouble() * random.NextDouble() * journey.Themes.Count)];
            var touchpoint = journey.Touchpoints[(int)(random.NextDouble() * random.NextDouble() * journey.Touchpoints.Count)];
            var stage = touchpoint.Stage ?? MappedOpinion.Unmapped;
            random.NextBytes(ids);
            yield return new(new()
            {
                // Hashed or random, as a real one: within an hour the order of ids is not that of time.
                Feedback = Convert.ToHexStringLower(ids),
                OccurredAt = start + (i * step),
                Touchpoint = touchpoint.Kind,
                HeardBy = touchpoint.Silo,
                Customer = keys.KeyOf(CustomerOf(random.Next(plan.Customers))),
                Segments = journey.Segments.Count > 0 && random.Next(3) == 0 ? [journey.Segments[random.Next(journey.Segments.Count)].Id] : null,
                Ratings = random.Next(3) == 0 ? new(stage, new Ratings(random.Next(11), random.Next(1, 6), random.Next(1, 8))) : null,
                Opinions = [new(theme.Stage ?? stage, theme.Id, theme.Silo, random.Next(-1000, 1001))],
            }, touchpoint);
        }
    }

    /// <summary>One of the customers, by number.</summary>
    public static CustomerIdentity CustomerOf(int number) => new($"c-{number}", null);

    public FeedbackRecord ToRecord(JourneyDefinition journey)
    {
        var place = Signals.Opinions[0];
        var sentiment = Sentiment.FromScore(place.Sentiment / 1000.0);
        return new()
        {
            Id = Signals.Feedback,
            Source = "bench",
            Touchpoint = Signals.Touchpoint,
            OccurredAt = Signals.OccurredAt,
            ReceivedAt = Signals.OccurredAt,
            CustomerKey = Signals.Customer,
            Text = Text,
            Language = "en",
            Ratings = Signals.Ratings?.Scores,
            State = FeedbackState.Mapped,
            Analysis = new("bench", "en", sentiment, [new(new(0, Text.Length), sentiment)], [new(new(4, 6), new(11, 19), new(0, 30), sentiment)], null),
            Mapping = [new(journey.Id, journey.Version, 0, Signals.HeardBy, HeardAt.Stage ?? MappedOpinion.Unmapped,
                [new(place.Stage, place.Theme, place.OwnedBy, MappingReason.ThemeTerm, 0.8)]) { Segments = Signals.Segments, ByTime = true }],
        };
    }
}
