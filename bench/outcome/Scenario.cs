namespace Feedback.Bench.Outcome;

/// <summary>How the ticket of a simulated change came to be.</summary>
internal enum Raised
{
    /// <summary>At any time, for a chronic problem.</summary>
    Plain,

    /// <summary>On a peak that was nothing but noise.</summary>
    OnNoise,

    /// <summary>For a true, threefold jump.</summary>
    OnJump,
}

/// <summary>What is simulated.</summary>
/// <param name="Name">Its row.</param>
/// <param name="Raised">How the ticket came to be.</param>
/// <param name="Effect">What the change truly multiplies the rate by.</param>
/// <param name="Weekly">The customers a week before shipping; <c>null</c> for any of 20, 30, 60 and 120.</param>
/// <param name="LeastDelay">The fewest days between raising and shipping.</param>
/// <param name="MostDelay">The most.</param>
/// <param name="Drift">The standard deviation of a topic's own drift in a week, on the log scale.</param>
/// <param name="Topics">How many other topics there are.</param>
/// <param name="Weather">What happens to the journey; <c>null</c> for anything.</param>
internal sealed record Scenario(
    string Name, Raised Raised, double Effect, double? Weekly, int LeastDelay, int MostDelay, double Drift = Scenario.Ordinary, int Topics = 24,
        Weather? Weather = null)
{
    public const double Calm = 0.01, Ordinary = 0.02, Restless = 0.04;
}
