namespace Feedback.Core.Drivers;

/// <summary>One customer over the whole period: how they scored, and what they complained about, wherever they said it.</summary>
/// <param name="Score">The mean of their answers.</param>
/// <param name="AskedAt">The share of their answers given at each kind of touchpoint, in the order of their names; the shares make 1.</param>
/// <param name="Stages">The stages they complained about, each once.</param>
/// <param name="Themes">The themes they complained about, each once.</param>
internal sealed record ScoredCustomer(
    double Score, IReadOnlyList<(string Touchpoint, double Share)> AskedAt, IReadOnlyList<string> Stages, IReadOnlyList<string> Themes);
