using System.Globalization;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Tests.Journeys;
using Feedback.Core.Tests.Signals;
using Feedback.Core.Tests.Storage;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Maps;

/// <summary>What was heard on the shop's journey: signals in a store, and the folds of them.</summary>
internal sealed class Heard : IDisposable
{
    public static readonly JourneyDefinition Shop = Definitions.Read(Definitions.Shop());

    private int _signals;

    public Heard() => Folds = new(Store);

    public FakeTimeProvider Time { get; } = new(TestTime.Start);

    public DictionaryStore Store { get; } = new(new FakeTimeProvider(TestTime.Start));

    public FoldCache Folds { get; }

    public void Dispose() => Folds.Dispose();

    public static Signal At(string time, string stage, int sentiment, string touchpoint = "store") => new()
    {
        Feedback = "",
        OccurredAt = DateTimeOffset.Parse(time + "Z", CultureInfo.InvariantCulture),
        Touchpoint = touchpoint,
        HeardBy = touchpoint == "billing" ? "billing" : "store",
        Stage = stage,
        Sentiment = sentiment,
    };

    public static QueryPeriod Period(string from, string to) =>
        QueryPeriod.Between(
            DateTimeOffset.Parse(from + "Z", CultureInfo.InvariantCulture), DateTimeOffset.Parse(to + "Z", CultureInfo.InvariantCulture), CompanyCalendar.Utc)!;

    /// <summary>Projects signals, each of a feedback of its own, and folds what they touch.</summary>
    public async Task HearAsync(params IEnumerable<Signal> signals)
    {
        var projected = await Store.ProjectAsync(Shop.Id, signals.Select(signal =>
            ProjectedSignals.Of(signal with { Feedback = FeedbackId.OfEvent("heard", (++_signals).ToString(CultureInfo.InvariantCulture)) })));
        await new FoldSignals(Store, new(Store, new(1)), new([Shop], [Shop.Id]), Time).HandleAsync(projected, default);
    }
}
