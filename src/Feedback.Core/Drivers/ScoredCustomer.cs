namespace Feedback.Core.Drivers;

/// <summary>One customer over the whole period: how they scored, and what they complained about, wherever they said it.</summary>
/// <param name="Score">The mean of their answers.</param>
/// <param name="AskedAt">The share of their answers given at each kind of touchpoint; the shares make 1.</param>
/// <param name="Stages">The stages they complained about.</param>
/// <param name="Themes">The themes they complained about.</param>
internal sealed record ScoredCustomer(double Score, IReadOnlyDictionary<string, double> AskedAt, IReadOnlySet<string> Stages, IReadOnlySet<string> Themes);
