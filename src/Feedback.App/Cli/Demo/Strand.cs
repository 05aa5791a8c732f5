using System.Globalization;

namespace Feedback.App.Cli.Demo;

/// <summary>How much the feedback of one kind rises and falls over the days of the play.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Theme">What its publishers' labels say it is about, where that is a theme of the journey.</param>
/// <param name="Where">Where it is said, by weight.</param>
/// <param name="Wordings">What is said, in its order at each source: what has been said least comes next.</param>
/// <param name="Rates">How often a day, from a day on.</param>
internal sealed record Strand(
    string Name, string? Theme, IReadOnlyList<(string Source, double Weight)> Where, IReadOnlyList<Wording> Wordings,
    IReadOnlyList<(int From, double Rate)> Rates)
{
    // What is asked on weekdays and at weekends.
    private static readonly double[] Weekdays = [0.75, 1.2, 1.1, 1.05, 1.05, 1.0, 0.85];

    /// <summary>What is said on the days of the play.</summary>
    /// <param name="days">The days.</param>
    public IEnumerable<(string Name, DateOnly Day, string Source, Wording Wording)> Said(IReadOnlyList<DateOnly> days)
    {
        var sum = Chance.Of("start " + Name);
        var said = 0;
        var times = Wordings.ToDictionary(wording => wording, _ => 0);
        foreach (var (index, day) in days.Index())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Name} {index}");
            // A little more on one day than on another, as it is.
            sum += Rates.Last(rate => rate.From <= index).Rate * Weekdays[(int)day.DayOfWeek] * (0.6 + (0.8 * Chance.Of(name)));
            for (; said < (int)sum; said++)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"demo-{Name}-{said:0000}");
                var source = Chance.Pick(key + " where", [.. Where]);
                var wording = Wordings.Where(wording => wording.Sources.Contains(source)).MinBy(wording => times[wording])!;
                times[wording]++;
                yield return (key, day, source, wording);
            }
        }
    }
}

/// <summary>How a customer is.</summary>
internal enum Mood
{
    /// <summary>Praises.</summary>
    Pleased,

    /// <summary>Is content with one thing and not with another.</summary>
    Mixed,

    /// <summary>Just asks.</summary>
    Asking,

    /// <summary>Complains.</summary>
    Annoyed,

    /// <summary>Complains, and more than once had to.</summary>
    Angry,
}
