namespace Feedback.Core.Tickets;

/// <summary>What a theme or a stage does to the scores of a customer whom it hurts.</summary>
/// <param name="Score"><c>nps</c> or <c>csat</c>.</param>
/// <param name="Effect">
/// How much the score of a customer who is hurt differs from that of one who is not, below 0 when it is lower: for <c>nps</c> in points of the NPS (a promoter
/// is 100, a detractor −100), for <c>csat</c> in points of the scale from 1 to 5.
/// </param>
/// <param name="Low">The lower end of its confidence interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="About">The title of the theme or the stage.</param>
public sealed record DriveEffect(string Score, double Effect, double Low, double High, string About)
{
    /// <summary>The name of the net promoter score.</summary>
    public const string Nps = "nps";

    /// <summary>The name of the satisfaction score.</summary>
    public const string Csat = "csat";
}

/// <summary>What the customers whom a ticket hurts are worth, against all.</summary>
/// <param name="Hurt">The mean lifetime value of those hurt whose value is known.</param>
/// <param name="Customers">How many those are.</param>
/// <param name="Known">The mean lifetime value of all customers whose value is known.</param>
public sealed record LifetimeValueComparison(decimal Hurt, int Customers, decimal Known);
