using Feedback.Core.Signals;

namespace Feedback.Core.Maps;

/// <summary>The sum of some folds of one journey, or of one segment of it.</summary>
/// <param name="Cells">The opinions, one cell for each place where any was heard.</param>
/// <param name="Scores">The ratings.</param>
/// <param name="Customers">The distinct customers, by stage and touchpoint; empty when they were not asked for.</param>
public sealed record FoldTotal(IReadOnlyList<FoldCell> Cells, IReadOnlyList<FoldScores> Scores, IReadOnlyList<FoldCustomers> Customers);
