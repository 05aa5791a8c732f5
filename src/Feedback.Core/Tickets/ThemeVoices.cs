using Feedback.Core.Signals;

namespace Feedback.Core.Tickets;

/// <summary>How many customers of a journey complain about each theme over a window, whatever the stage: what a ticket's customers are compared with. Adding
/// them up is done once for all tickets.</summary>
internal sealed class ThemeVoices
{
    /// <summary>Nobody.</summary>
    public static readonly ThemeVoices None = new([], default, default);

    private readonly Dictionary<string, Voices> _themes = new(StringComparer.Ordinal);

    /// <param name="days">Day folds of one journey.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    public ThemeVoices(IEnumerable<Fold> days, DateOnly from, DateOnly to)
    {
        foreach (var fold in days)
        {
            if (FoldPeriod.Parse(fold.Period).Date is var day && (day < from || day > to))
                continue;
            foreach (var affected in fold.Affected)
            {
                if (!_themes.TryGetValue(affected.Theme, out var voices))
                    _themes[affected.Theme] = voices = new();
                voices.Named.Merge(affected.Named);
                voices.Unnamed += affected.Unnamed;
            }
        }
    }

    /// <summary>The themes.</summary>
    public IEnumerable<string> Themes => _themes.Keys;

    /// <summary>How many customers complain about a theme.</summary>
    public double Of(string theme) => _themes.TryGetValue(theme, out var voices) ? voices.Count : 0;

    private sealed class Voices
    {
        private long? _count;

        public CustomerSketch Named { get; } = new();

        public long Unnamed { get; set; }

        public long Count => _count ??= Named.Count() + Unnamed;
    }
}
