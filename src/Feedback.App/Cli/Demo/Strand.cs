using System.Globalization;

namespace Feedback.App.Cli.Demo;

/// <summary>How much the feedback of one kind rises and falls over the days of the play.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Theme">What its publishers' labels say it is about, where that is a theme of the journey.</param>
/// <param name="Mood">How the customers are who say so: what scores they give.</param>
/// <param name="Where">Where it is said, by weight.</param>
/// <param name="Wordings">What is said, each once as long as there are enough.</param>
/// <param name="Rates">How often a day, from a day on.</param>
internal sealed record Strand(
    string Name, string? Theme, Mood Mood, IReadOnlyList<(string Source, double Weight)> Where, IReadOnlyList<Wording> Wordings,
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
        foreach (var (index, day) in days.Index())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Name} {index}");
            // A little more on one day than on another, as it is.
            sum += Rates.Last(rate => rate.From <= index).Rate * Weekdays[(int)day.DayOfWeek] * (0.6 + (0.8 * Chance.Of(name)));
            for (; said < (int)sum; said++)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"demo-{Name}-{said:0000}");
                yield return (key, day, Chance.Pick(key + " where", [.. Where]), Wordings[said % Wordings.Count]);
            }
        }
    }
}

/// <summary>How a customer is.</summary>
internal enum Mood
{
    /// <summary>Praises.</summary>
    Pleased,

    /// <summary>Just asks.</summary>
    Asking,

    /// <summary>Complains.</summary>
    Annoyed,

    /// <summary>Complains, and more than once had to.</summary>
    Angry,
}
