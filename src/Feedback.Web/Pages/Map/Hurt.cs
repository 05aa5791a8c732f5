using Feedback.Core.Maps;
using Feedback.Core.Records;

namespace Feedback.Web.Pages;

/// <summary>Where customers are hurting most.</summary>
/// <param name="Stage">The stage at which the negative opinions that have a theme outnumber the positive ones by most.</param>
/// <param name="Theme">What most of its negative opinions are about; <c>null</c> when it has no theme with any.</param>
public sealed record Hurt(MapStage Stage, MapTheme? Theme)
{
    /// <summary>The worst stage of a map; <c>null</c> when at none that was heard of often enough the negative opinions outnumber the positive ones.</summary>
    public static Hurt? Worst(JourneyMap map)
    {
        var stage = map.Stages
            .Where(stage => stage.Stage != MappedOpinion.Unmapped && stage.Figures.Volume >= Format.SmallBase && Surplus(stage) > 0)
            .MaxBy(Surplus);
        return stage is null ? null : new(stage, stage.TopThemes.Where(theme => theme.Negative > 0).MaxBy(theme => theme.Negative));
    }

    // What has no theme lies where it was heard, not where it happened: it says nothing of the stage.
    private static long Surplus(MapStage stage) => stage.Themed.Negative - stage.Themed.Positive;
}
