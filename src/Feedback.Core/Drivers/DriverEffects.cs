using Feedback.Core.Records;

namespace Feedback.Core.Drivers;

/// <summary>What is known of the drive of single topics, for whoever weighs one against another.</summary>
public sealed class DriverEffects(JourneyDrivers drivers)
{
    private readonly Dictionary<string, Driver> _stages = drivers.Stages.ToDictionary(driver => driver.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, Driver> _themes = drivers.Themes.ToDictionary(driver => driver.Id, StringComparer.Ordinal);

    /// <summary>The analysis that they come from.</summary>
    public JourneyDrivers Drivers { get; } = drivers;

    /// <summary>The effect of a topic's theme; that of its stage when the theme could not be judged; <c>null</c> when neither could.</summary>
    public TopicEffect? Of(Topic topic) =>
        _themes.TryGetValue(topic.Theme, out var theme) ? new(Drivers.Score, DriverKind.Theme, theme)
        : _stages.TryGetValue(topic.Stage, out var stage) ? new(Drivers.Score, DriverKind.Stage, stage)
        : null;
}

/// <summary>How much a topic drives the customers' score.</summary>
/// <param name="Score">Which score.</param>
/// <param name="Kind">Whether it is the theme's effect or, for want of that, the stage's.</param>
/// <param name="Driver">The effect with its interval.</param>
public sealed record TopicEffect(ScoreKind Score, DriverKind Kind, Driver Driver);
