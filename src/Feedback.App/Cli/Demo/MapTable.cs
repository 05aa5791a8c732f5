using System.Globalization;
using Feedback.Core.Maps;
using Spectre.Console;

namespace Feedback.App.Cli.Demo;

/// <summary>The journey map as a table.</summary>
internal static class MapTable
{
    public static Table Of(JourneyMap map)
    {
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false, Expand = false };
        table.Title = new(Markup.Escape(
            Invariant($"{map.Title}: {map.From:d MMMM} to {map.To:d MMMM yyyy}, compared with the {(map.To - map.From).Days} days before")));
        table.AddColumn("Stage");
        foreach (var name in new[] { "Opinions", "Before", "Sentiment", "+", "0", "−", "CSAT" })
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        table.AddColumn("Top themes");
        foreach (var stage in map.Stages)
            Add(table, stage.Title, stage.Figures, string.Join(", ", stage.TopThemes.Take(3).Select(theme => Invariant($"{theme.Title} {theme.Volume:#,0}"))));
        Add(table, "All", map.Total, "");
        return table;
    }

    private static void Add(Table table, string title, MapFigures figures, string themes) => table.AddRow([.. new[]
    {
        title,
        Invariant($"{figures.Volume:#,0}"),
        Invariant($"{figures.Change.VolumeBefore:#,0}"),
        figures.Sentiment is { } sentiment ? Invariant($"{sentiment:+0.00;−0.00;0.00}") : "",
        Invariant($"{figures.Positive:#,0}"),
        Invariant($"{figures.Neutral:#,0}"),
        Invariant($"{figures.Negative:#,0}"),
        figures.Csat is { } csat ? Invariant($"{csat.Score:0.00}") : "",
        themes,
    }.Select(Markup.Escape)]);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
