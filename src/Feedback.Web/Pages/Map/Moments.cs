using Feedback.Core.Drivers;

namespace Feedback.Web.Pages;

/// <summary>The moments that matter: stages and themes that go with a lower score, beyond chance.</summary>
public sealed class Moments(JourneyDrivers? drivers)
{
    private readonly Dictionary<string, Driver> _stages = Matter(drivers?.Stages);
    private readonly Dictionary<string, Driver> _themes = Matter(drivers?.Themes);

    /// <summary>The analysis; <c>null</c> while it is being worked out.</summary>
    public JourneyDrivers? Drivers { get; } = drivers;

    /// <summary>The stages and themes that matter, those that cost the journey most first.</summary>
    public IReadOnlyList<(DriverKind Kind, Driver Driver)> All { get; } =
    [
        .. (drivers?.Themes ?? []).Select(driver => (DriverKind.Theme, driver)).Concat((drivers?.Stages ?? []).Select(driver => (DriverKind.Stage, driver)))
            .Where(pair => pair.driver.Matters).OrderBy(pair => pair.driver.Impact).ThenBy(pair => pair.driver.Id, StringComparer.Ordinal),
    ];

    /// <summary>What a score is called.</summary>
    public string Score => Drivers?.Score == ScoreKind.Csat ? "CSAT" : "NPS";

    /// <summary>A stage's effect; <c>null</c> when it is no moment that matters.</summary>
    public Driver? OfStage(string stage) => _stages.GetValueOrDefault(stage);

    /// <summary>A theme's effect; <c>null</c> when it is no moment that matters.</summary>
    public Driver? OfTheme(string theme) => _themes.GetValueOrDefault(theme);

    /// <summary>Points of the score without a sign: 12.0 of NPS, 1.2 of CSAT.</summary>
    public static string Points(double points) => Format.Mean(Math.Abs(points));

    private static Dictionary<string, Driver> Matter(IReadOnlyList<Driver>? drivers) =>
        (drivers ?? []).Where(driver => driver.Matters).ToDictionary(driver => driver.Id, StringComparer.Ordinal);
}
