using Feedback.Core.Signals;

namespace Feedback.Core.Detection;

/// <summary>What folds say of one theme's negative signals.</summary>
internal sealed class ThemeCounts
{
    public Dictionary<string, long> HeardBy { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, long> Stages { get; } = new(StringComparer.Ordinal);

    public Dictionary<DateOnly, long> Days { get; } = [];

    public long Negative { get; private set; }

    /// <summary>The counts of every theme, and the volume of everything.</summary>
    public static (Dictionary<string, ThemeCounts> Themes, long Volume) Of(IEnumerable<Fold> folds)
    {
        var themes = new Dictionary<string, ThemeCounts>(StringComparer.Ordinal);
        var volume = 0L;
        foreach (var fold in folds)
        {
            var day = DateOnly.FromDateTime(FoldPeriod.Parse(fold.Period).Start);
            foreach (var cell in fold.Cells)
            {
                volume += cell.Volume();
                if (cell.Theme is null || cell.Negative == 0)
                    continue;
                if (!themes.TryGetValue(cell.Theme, out var counts))
                    themes[cell.Theme] = counts = new();
                counts.Add(cell, day);
            }
        }

        return (themes, volume);
    }

    private void Add(FoldCell cell, DateOnly day)
    {
        Negative += cell.Negative;
        HeardBy[cell.HeardBy] = HeardBy.GetValueOrDefault(cell.HeardBy) + cell.Negative;
        Stages[cell.Stage] = Stages.GetValueOrDefault(cell.Stage) + cell.Negative;
        Days[day] = Days.GetValueOrDefault(day) + cell.Negative;
    }
}
