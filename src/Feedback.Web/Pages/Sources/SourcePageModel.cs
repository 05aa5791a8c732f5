using Feedback.Core.Access;
using Feedback.Core.Subscriptions;

namespace Feedback.Web.Pages;

/// <summary>All that the page of the sources shows.</summary>
/// <param name="Sources">The sending systems, by name.</param>
/// <param name="Subscriptions">Who is notified of tickets, by name.</param>
/// <param name="Silos">The silos of all journeys, for choosing one.</param>
/// <param name="Now">The present, UTC.</param>
public sealed record SourcesPageModel(
    IReadOnlyList<SourcePageModel> Sources, IReadOnlyList<SubscriptionPageModel> Subscriptions, IReadOnlyDictionary<string, string> Silos, DateTimeOffset Now);

/// <summary>A sending system and what it sends.</summary>
/// <param name="Record">The source.</param>
/// <param name="Activity">What it has sent.</param>
/// <param name="Now">The present, UTC.</param>
public sealed record SourcePageModel(SourceRecord Record, SourceActivity Activity, DateTimeOffset Now)
{
    /// <summary>How long a source may be quiet before that is worth a warning: a long weekend.</summary>
    public const int QuietDays = 3;

    private const int RateDays = 7;

    /// <summary>For how many whole days nothing came; <c>null</c> when nothing ever did.</summary>
    public int? DaysQuiet => Activity.LastSeen is { } seen ? Math.Max(0, (int)(Now - seen).TotalDays) : null;

    /// <summary>Whether it has been quiet for too long.</summary>
    public bool IsQuiet => DaysQuiet >= QuietDays;

    /// <summary>Feedback a day, over the last seven days.</summary>
    public double PerDay => (double)Recent.Sum(day => day.Accepted) / RateDays;

    /// <summary>What was refused, of all that came in the last seven days.</summary>
    public (long Refused, long All) Refusals => (Recent.Sum(day => day.Errors), Recent.Sum(day => day.Accepted + day.Duplicates + day.Errors));

    /// <summary>Until when the credentials of before a rotation hold; <c>null</c> when there are none.</summary>
    public DateTimeOffset? OldHoldUntil => Record.Keys.Select(key => key.ExpiresAt).Where(expires => expires > Now).Max();

    private IEnumerable<SourceDay> Recent
    {
        get
        {
            var first = DateOnly.FromDateTime(Now.UtcDateTime).AddDays(1 - RateDays);
            return Activity.Days.Where(day => day.Day >= first);
        }
    }
}

/// <summary>A subscription to ticket events.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="Pending">How many events wait for it.</param>
public sealed record SubscriptionPageModel(Subscription Subscription, int Pending);

/// <summary>Credentials that are shown this once.</summary>
/// <param name="Source">Whose.</param>
/// <param name="Credentials">The credentials.</param>
/// <param name="Rotated">Whether they take the place of others, which hold for a day more.</param>
public sealed record ShownCredentials(string Source, IssuedCredentials Credentials, bool Rotated);
