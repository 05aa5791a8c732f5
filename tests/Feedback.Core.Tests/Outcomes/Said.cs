using System.Globalization;
using Feedback.Core.Detection;
using Feedback.Core.Outcomes;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Tickets;

namespace Feedback.Core.Tests.Outcomes;

/// <summary>Day folds around a change that is shipped at noon of day 0: the same number of customers each day before, another since.</summary>
internal sealed class Said
{
    public const string Journey = "shop";

    public static readonly Topic Mended = new("delivery-time", "receive");
    public static readonly DateTimeOffset ShippedAt = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly List<(Topic Topic, string Touchpoint, Func<int, int> Customers)> _topics = [];

    /// <summary>Ten topics of twelve customers a day.</summary>
    public static Said Beside(int othersSince = 12)
    {
        var said = new Said();
        foreach (var number in Enumerable.Range(0, 10))
            said.Of(new($"other-{number}", "buy"), 12, othersSince);
        return said;
    }

    public Said Of(Topic topic, int before, int since, string touchpoint = "web") => Of(topic, day => day <= 0 ? before : since, touchpoint);

    public Said Of(Topic topic, Func<int, int> customers, string touchpoint = "web")
    {
        _topics.Add((topic, touchpoint, customers));
        return this;
    }

    public IReadOnlyList<Fold> Folds() => [.. Enumerable.Range(-70, 170).Select(Day)];

    public Fold Day(int day) => new(
        Journey,
        DateOnly.FromDateTime(ShippedAt.Date).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        [.. _topics.Select(topic => new FoldCell(topic.Topic.Stage, topic.Topic.Theme, topic.Touchpoint, "store", null, 0, 0, topic.Customers(day), 0))],
        [],
        [new("buy", "web", new(), _topics.Sum(topic => topic.Customers(day)))],
        [.. _topics.Select(topic => new FoldAffected(topic.Topic.Stage, topic.Topic.Theme, new(), topic.Customers(day)))]);

    /// <summary>A change for a chronic problem, found long before it was shipped.</summary>
    public static ShippedChange Chronic(params IReadOnlyList<Topic> topics) =>
        Change(FindingKind.Chronic, -98, -70) with { Topics = topics.Count > 0 ? topics : [Mended] };

    /// <summary>A change for what was found from the start of one day to the start of another.</summary>
    public static ShippedChange Change(FindingKind kind, int from, int to, double? expected = null) =>
        new([Mended], Start(to), ShippedAt, new(Mended, kind, Start(from), Start(to), 0, expected, null, 0));

    public static DateTimeOffset Start(int day) => new(ShippedAt.Date.AddDays(day), TimeSpan.Zero);

    /// <summary>The outcome at a look.</summary>
    public TicketOutcome Outcome(int look, ShippedChange? change = null, params IEnumerable<Topic> excluded) => At(Start(1 + (7 * look)), change, excluded)!;

    public TicketOutcome? At(DateTimeOffset now, ShippedChange? change = null, params IEnumerable<Topic> excluded) =>
        new OutcomeAnalysis(OutcomeSettings.Default).Of(Folds(), change ?? Chronic(), excluded.ToHashSet(), now);
}
