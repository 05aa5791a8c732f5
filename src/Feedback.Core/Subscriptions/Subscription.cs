using System.Text.Json.Serialization;
using Feedback.Core.Access;

namespace Feedback.Core.Subscriptions;

/// <summary>Whom to notify of ticket events, and how that goes.</summary>
public sealed record Subscription
{
    /// <summary>How long deliveries may fail, with no success in between, before the subscription is disabled.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>Where events are posted to.</summary>
    public required string Url { get; init; }

    /// <summary>Which events.</summary>
    public required SubscriptionFilter Filter { get; init; }

    /// <summary>When it was created, UTC: entries made before are not sent.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its signing secrets; the last one is the current. They cannot be hashed: signing needs the secret itself.</summary>
    public required IReadOnlyList<Credential> SigningSecrets { get; init; }

    /// <summary>When it was disabled, UTC; <c>null</c> while it is enabled.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Why it was disabled.</summary>
    public string? DisabledBecause { get; init; }

    /// <summary>When a delivery last succeeded, UTC.</summary>
    public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>When a delivery last failed, UTC.</summary>
    public DateTimeOffset? LastFailureAt { get; init; }

    /// <summary>Since when deliveries have failed with no success in between, UTC; <c>null</c> while they succeed.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Until when the subscriber asked to be left alone (<c>Retry-After</c>), UTC.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>Whether events are sent; while it is disabled they are kept.</summary>
    [JsonIgnore]
    public bool IsEnabled => DisabledAt is null;

    /// <summary>Whether something may be sent at a time.</summary>
    public bool MaySendAt(DateTimeOffset now) => IsEnabled && !(HoldUntil > now);

    /// <summary>The secrets that sign at a time, the current one first: during a rotation the one before signs too.</summary>
    public IReadOnlyList<string> SecretsAt(DateTimeOffset now) =>
    [
        .. SigningSecrets.Where(secret => secret.IsReadable() && (secret.ExpiresAt is null || secret.ExpiresAt > now)).Reverse().Select(secret => secret.Value),
    ];

    /// <summary>After a delivery that succeeded.</summary>
    public Subscription Succeeded(DateTimeOffset at) => this with { LastSuccessAt = at, FailingSince = null, HoldUntil = null };

    /// <summary>After a delivery that failed. Disabled when deliveries have failed for <see cref="Patience"/>; a day without any attempt says nothing and
    /// begins anew.</summary>
    /// <param name="at">When.</param>
    /// <param name="holdUntil">Until when the subscriber asked to be left alone.</param>
    public Subscription Failed(DateTimeOffset at, DateTimeOffset? holdUntil)
    {
        var since = FailingSince is { } failing && at - LastFailureAt <= Patience ? failing : at;
        var failed = this with { LastFailureAt = at, FailingSince = since, HoldUntil = holdUntil };
        return at - since >= Patience ? failed.Disabled(at, $"every delivery has failed for {Patience.TotalHours:0} hours") : failed;
    }

    /// <summary>Disabled; the first reason stays.</summary>
    public Subscription Disabled(DateTimeOffset at, string because) => IsEnabled ? this with { DisabledAt = at, DisabledBecause = because } : this;

    /// <summary>Enabled, with a clean sheet.</summary>
    public Subscription Enabled() => this with { DisabledAt = null, DisabledBecause = null, FailingSince = null, HoldUntil = null };
}
