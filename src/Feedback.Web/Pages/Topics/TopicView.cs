using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Tickets;

namespace Feedback.Web.Pages;

/// <summary>All that the page of one stage or one theme shows.</summary>
/// <param name="Names">The journey and what its parts are called.</param>
/// <param name="Journeys">The journeys to choose from.</param>
/// <param name="Filter">What is looked at.</param>
/// <param name="Stage">The stage, when the page is about one.</param>
/// <param name="Theme">The theme, when the page is about one.</param>
/// <param name="Summary">The figures.</param>
/// <param name="Change">Why they have changed.</param>
/// <param name="Series">The figures over time.</param>
/// <param name="Moments">What moves the customers' score.</param>
/// <param name="Tickets">The tickets about it, live ones first.</param>
/// <param name="Negative">What those said last who were hurt.</param>
/// <param name="Positive">What those said last who were glad.</param>
public sealed record TopicView(
    JourneyNames Names,
    IReadOnlyList<JourneyDefinition> Journeys,
    PageFilter Filter,
    string? Stage,
    string? Theme,
    TopicSummary Summary,
    JourneyChange Change,
    Series Series,
    Moments Moments,
    IReadOnlyList<Ticket> Tickets,
    IReadOnlyList<FeedbackRecord> Negative,
    IReadOnlyList<FeedbackRecord> Positive)
{
    /// <summary>How far everything is counted anew; <c>null</c> when all is counted.</summary>
    public Recounting? Recounting { get; init; }

    /// <summary>What it is called.</summary>
    public string Title => Stage is not null ? Names.Stage(Stage) : Names.Theme(Theme!);

    /// <summary>The silo that owns it; <c>null</c> for nobody.</summary>
    public string? Owner => Stage is not null
        ? Names.Journey.Stages.FirstOrDefault(stage => stage.Id == Stage)?.Silo
        : Names.Journey.Themes.FirstOrDefault(theme => theme.Id == Theme)?.Silo;

    /// <summary>Whether the journey's file has it no more.</summary>
    public bool IsGone => Stage is not null ? Stage != MappedOpinion.Unmapped && Names.Journey.Stages.All(stage => stage.Id != Stage)
        : Names.Journey.Themes.All(theme => theme.Id != Theme);

    /// <summary>The page's own path.</summary>
    public string Path => Stage is not null ? Links.StagePath(Stage) : Links.ThemePath(Theme!);

    /// <summary>The feedback behind a figure of this page.</summary>
    public string Behind(params IEnumerable<(string Name, string? Value)> more) => Links.FeedbackBehind(Filter, [("stage", Stage), ("theme", Theme), .. more]);
}
