namespace Feedback.Core.Drivers;

/// <summary>A silo that improves by its own measure while the journey as a whole gets worse.</summary>
/// <param name="Silo">The silo's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Own">The scores that the silo hears itself.</param>
/// <param name="Journey">The scores of the journey, all silos together.</param>
/// <param name="Words">Both in one sentence.</param>
public sealed record SiloWarning(string Silo, string Title, ScoreChange Own, ScoreChange Journey, string Words);

/// <summary>A score in the period and in the period of the same length before.</summary>
/// <param name="Score">Which score.</param>
/// <param name="Before">The score before: −100…100 for NPS; the share of satisfied answers (4 and 5), 0…1, for CSAT.</param>
/// <param name="Now">The score in the period.</param>
/// <param name="AnswersBefore">Its base before.</param>
/// <param name="AnswersNow">Its base in the period.</param>
public sealed record ScoreChange(ScoreKind Score, double Before, double Now, long AnswersBefore, long AnswersNow);
