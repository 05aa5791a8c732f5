using System.Text.Json.Serialization;

namespace Feedback.Core.Tickets;

/// <summary>Another theme that the customers of a ticket complain about, and more often than other customers do. Figures only, never a customer's
/// words.</summary>
/// <param name="Theme">The other theme.</param>
/// <param name="OwnedBy">The silo that owns it.</param>
/// <param name="Role">What it may be to the ticket's problem.</param>
/// <param name="Customers">How many of the ticket's customers complain about it too.</param>
/// <param name="Of">How many of the ticket's customers were looked at: at most 200 that a source named, and those of 300 complaints that none named.</param>
/// <param name="Share">Their share of those, 0…1.</param>
/// <param name="SameFeedback">How many of them say both in one feedback.</param>
/// <param name="EarlierFeedback">How many of them say it in another feedback only, and first before they complain about the ticket's topics.</param>
/// <param name="LaterFeedback">How many of them say it in another feedback only, and after that.</param>
/// <param name="Lift">
/// How many times as often it comes up: its share of everything else that the ticket's customers complain about, over its share of everything else that all
/// other customers complain about.
/// </param>
/// <param name="Low">The lower end of the 99% interval of <paramref name="Lift"/>, above 1.</param>
/// <param name="High">The upper end.</param>
public sealed record SaidTogether(
    string Theme, string OwnedBy, SaidTogetherRole Role, int Customers, int Of, double Share, int SameFeedback, int EarlierFeedback, int LaterFeedback,
    double Lift, double Low, double High)
{
    /// <summary>The share of the ticket's customers from which a likely cause is strong enough to decide whose the ticket is.</summary>
    public const double StrongShare = 0.25;

    /// <summary>The lower end of the lift from which it is.</summary>
    public const double StrongLift = 2;

    /// <summary>Whether it decides whose the ticket is, until somebody says otherwise.</summary>
    internal bool IsStrongCause => Role == SaidTogetherRole.LikelyCause && Share >= StrongShare && Low >= StrongLift;
}

/// <summary>What a theme that is said together with a ticket's topics may be to them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SaidTogetherRole>))]
public enum SaidTogetherRole
{
    /// <summary>It comes before: it may lead to the ticket's problem.</summary>
    [JsonStringEnumMemberName("likely-cause")] LikelyCause,

    /// <summary>It comes after: the ticket's problem may lead to it.</summary>
    [JsonStringEnumMemberName("likely-consequence")] LikelyConsequence,

    /// <summary>Nothing tells which comes first.</summary>
    [JsonStringEnumMemberName("alongside")] Alongside,
}
