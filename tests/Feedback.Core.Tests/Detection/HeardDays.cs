using Feedback.Core.Signals;
using Feedback.Core.Tests.Signals;

namespace Feedback.Core.Tests.Detection;

/// <summary>Days of a journey, from a Monday on, of which the tests say what was heard.</summary>
internal sealed class HeardDays
{
    public static readonly DateTimeOffset First = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    private readonly SortedDictionary<int, SortedDictionary<int, FoldBuilder>> _days = [];
    private int _customers, _feedback;

    public static DateTimeOffset At(int day, double hours = 0) => First.AddDays(day).AddHours(hours);

    /// <summary>Customers who were never heard before speak ill of a theme.</summary>
    public HeardDays Complain(int day, int customers, string theme = "refund", string touchpoint = "call")
    {
        for (var i = 0; i < customers; i++)
            Add(day, theme, touchpoint, -600, ++_customers);
        return this;
    }

    /// <summary>One customer speaks ill of a theme, several times.</summary>
    public HeardDays ComplainAgain(int day, int times, int customer, string? theme = "refund", string touchpoint = "call")
    {
        for (var i = 0; i < times; i++)
            Add(day, theme, touchpoint, -600, -customer);
        return this;
    }

    /// <summary>Customers who were never heard before say something else.</summary>
    public HeardDays Others(int day, int customers, string touchpoint = "call")
    {
        for (var i = 0; i < customers; i++)
            Add(day, null, touchpoint, 500, ++_customers);
        return this;
    }

    /// <summary>Feedback that names nobody speaks ill of a theme, at one touchpoint and in one hour.</summary>
    public HeardDays ComplainUnnamed(int day, int times, string? theme = "refund", int hour = 0, string touchpoint = "call")
    {
        for (var i = 0; i < times; i++)
            Add(day, theme, touchpoint, -600, null, hour);
        return this;
    }

    /// <summary>Whatever is said, the same customers say it twice.</summary>
    public HeardDays Twice(Action<HeardDays> say)
    {
        var before = _customers;
        say(this);
        _customers = before;
        say(this);
        return this;
    }

    /// <summary>A signal of a day.</summary>
    public static Signal Signal(int day, string? theme, string touchpoint, int sentiment, int? customer, double hours = 0, int feedback = 0) => new()
    {
        Feedback = $"f-{feedback}",
        OccurredAt = At(day, hours),
        Touchpoint = touchpoint,
        HeardBy = "service",
        Stage = "pay",
        Theme = theme,
        OwnedBy = "billing",
        Sentiment = sentiment,
        Customer = customer is { } known ? AnySignal.CustomerKey(known) : null,
    };

    public IReadOnlyList<Fold> Folds() => [.. _days.Select(day =>
    {
        var whole = new FoldBuilder();
        foreach (var (hour, builder) in day.Value)
            whole.Add(builder.Build("retail", new(FoldGrain.Hour, At(day.Key, hour).UtcDateTime)));
        return whole.Build("retail", new(FoldGrain.Day, At(day.Key).UtcDateTime));
    })];

    private void Add(int day, string? theme, string touchpoint, int sentiment, int? customer, int hour = 0)
    {
        if (!_days.TryGetValue(day, out var hours))
            _days[day] = hours = [];
        if (!hours.TryGetValue(hour, out var builder))
            hours[hour] = builder = new(isOfHour: true);
        builder.Add(Signal(day, theme, touchpoint, sentiment, customer, hour, ++_feedback));
    }
}
