using Feedback.Core.Detection;
using Feedback.Core.Records;

namespace Feedback.Core.Tickets;

/// <summary>A cross-silo improvement: where it is heard, who owns it, the evidence, what was done, and whether it helped.</summary>
public sealed record Ticket
{
    /// <summary>The id: <c>journey.theme.yyyy-MM-dd</c> with the day on which it was raised, and <c>.2</c> and so on for others of the same theme and
    /// day.</summary>
    public required string Id { get; init; }

    /// <summary>The journey; also the partition key.</summary>
    public required string Journey { get; init; }

    /// <summary>The theme of its first topic.</summary>
    public required string Theme { get; init; }

    /// <summary>The stage of its first topic.</summary>
    public required string Stage { get; init; }

    /// <summary>The topics it covers, the one with the most evidence first. No topic is covered by two live tickets.</summary>
    public required IReadOnlyList<Topic> Topics { get; init; }

    /// <summary>The title, in one sentence.</summary>
    public required string Title { get; init; }

    /// <summary>Its state.</summary>
    public required TicketState State { get; init; }

    /// <summary>The silo that owns it: the theme's, or that of its likely cause when the evidence is strong, until somebody assigns it to another.</summary>
    public required string OwnedBy { get; init; }

    /// <summary>Who in that silo works on it; <c>null</c> until somebody is assigned.</summary>
    public string? Assignee { get; init; }

    /// <summary>The silos that help.</summary>
    public IReadOnlyList<string> Collaborators { get; init; } = [];

    /// <summary>The silos that hear it, the loudest first, with their counts over the window.</summary>
    public required IReadOnlyList<SiloCount> HeardBy { get; init; }

    /// <summary>Whether it is heard by more than one silo, or away from the one that owns it. A silo that hears less than a twentieth of it does not
    /// count.</summary>
    public required bool CrossSilo { get; init; }

    /// <summary>Why it was raised, or raised again.</summary>
    public required Finding Cause { get; init; }

    /// <summary>Its last surge, when more customers complained about it than at its own level; <c>null</c> if there was none.</summary>
    public TicketSurge? Surge { get; init; }

    /// <summary>The evidence for it.</summary>
    public required TicketEvidence Evidence { get; init; }

    /// <summary>How much it matters to the customers, and why.</summary>
    public required TicketPriority Priority { get; init; }

    /// <summary>The chains on which individual customers were passed from silo to silo, most frequent first.</summary>
    public IReadOnlyList<TicketChain> Chains { get; init; } = [];

    /// <summary>What else the same customers complain about more often than others do: likely causes first.</summary>
    public IReadOnlyList<SaidTogether> SaidTogether { get => field ?? []; init; }

    /// <summary>Why it is proposed to another silo than the one that owns its theme; <c>null</c> when it is not, or somebody has assigned it since.</summary>
    public OwnerProposal? Proposal { get; init; }

    /// <summary>What customers said about it. Only when a single ticket is read; never stored, and absent from lists and events.</summary>
    public IReadOnlyList<TicketQuote>? Quotes { get; init; }

    /// <summary>What customers asked for. Only when a single ticket is read; never stored, and absent from lists and events.</summary>
    public IReadOnlyList<TicketQuote>? ExpectedOutcomes { get; init; }

    /// <summary>The states that it can be moved to by hand. Computed when it is read; never stored.</summary>
    public IReadOnlyList<TicketState>? Possible { get; init; }

    /// <summary>Whole days since it was raised, up to when it was verified, closed or dismissed, if it was. Computed when it is read; never stored.</summary>
    public int? AgeDays { get; init; }

    /// <summary>Whether it is live and past its due date. Computed when it is read; never stored.</summary>
    public bool? Overdue { get; init; }

    /// <summary>Whether it surged within the last seven days, and was neither shipped nor ended since. Computed when it is read; never stored.</summary>
    public bool? Surging { get; init; }

    /// <summary>When it should be shipped, UTC; <c>null</c> without a due date.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When the change reached the customers, UTC; <c>null</c> before that.</summary>
    public DateTimeOffset? ShippedAt { get; init; }

    /// <summary>What customers' later feedback says about the change; <c>null</c> before it was measured.</summary>
    public TicketOutcome? Outcome { get; init; }

    /// <summary>The ticket that this one was merged into.</summary>
    public string? MergedInto { get; init; }

    /// <summary>Who did what and when, oldest first. Its length is the version to send as <c>If-Match</c> when changing the ticket.</summary>
    public required IReadOnlyList<TicketEntry> History { get; init; }

    /// <summary>When it was raised, UTC.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>When anything about it last changed, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it came to its present state, UTC.</summary>
    public DateTimeOffset InStateSince() => History.LastOrDefault(entry => entry.To == State)?.At ?? RaisedAt;
}
