using System.Globalization;
using Feedback.Core.Records;
using Feedback.Core.Tickets;
using Feedback.Core.Timelines;

namespace Feedback.Web.Pages;

/// <summary>Where the entries of a relation lie in its picture: lanes from top to bottom, time from left to right.</summary>
internal sealed class TimelineLanes
{
    public const string Told = "told";
    public const double LaneHeight = 46;
    public const double AxisHeight = 26;
    private const double BarHeight = 14;
    private const double MarkWidth = 16;
    private const double Edge = 14;
    private static readonly TimeSpan ShortestSpan = TimeSpan.FromDays(6);

    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _to;

    public TimelineLanes(IReadOnlyList<TimelineEntry> entries, IReadOnlyList<Ticket> tickets, DateTimeOffset now, double width)
    {
        (Width, LabelWidth) = (width, width < 600 ? 62 : 96);
        var times = entries.Select(entry => entry.At).Concat(tickets.SelectMany(ticket => new[] { ticket.RaisedAt, End(ticket, now) })).ToList();
        (_from, _to) = (times.Min(), times.Max());
        if (_to - _from is var span && span < ShortestSpan)
            (_from, _to) = (_from - ((ShortestSpan - span) / 2), _to + ((ShortestSpan - span) / 2));

        var heard = entries.Select(entry => entry.Feedback?.Touchpoint).OfType<string>().ToHashSet(StringComparer.Ordinal);
        string[] names = [.. Touchpoint.All.Where(heard.Contains), .. entries.Any(entry => entry.Notice is not null) ? [Told] : Array.Empty<string>()];
        Lanes = [.. names.Select((name, index) =>
            new Lane(name, index * LaneHeight, Place([.. entries.Where(entry => (entry.Feedback?.Touchpoint ?? Told) == name).OrderBy(entry => entry.At)],
                (index + 0.5) * LaneHeight)))];
        TicketsTop = names.Length * LaneHeight;
        Bars = [.. tickets.Select((ticket, index) =>
            new Bar(ticket, X(ticket.RaisedAt), Math.Max(X(End(ticket, now)) - X(ticket.RaisedAt), 4), TicketsTop + 8 + (index * (BarHeight + 4)),
                ticket.ShippedAt is null))];
        TicketsHeight = Bars.Count == 0 ? 0 : 16 + (Bars.Count * (BarHeight + 4));
        Ticks = TicksOf(width < 600 ? 3 : 8);
    }

    public double Width { get; }

    public double LabelWidth { get; }

    public IReadOnlyList<Lane> Lanes { get; }

    public IReadOnlyList<Bar> Bars { get; }

    public double TicketsTop { get; }

    public double TicketsHeight { get; }

    public double Bottom => TicketsTop + TicketsHeight;

    public IReadOnlyList<Tick> Ticks { get; }

    private double X(DateTimeOffset time) => LabelWidth + Edge + ((Width - LabelWidth - (2 * Edge)) * ((time - _from) / (_to - _from)));

    private static DateTimeOffset End(Ticket ticket, DateTimeOffset now) => ticket.ShippedAt ?? (now > ticket.RaisedAt ? now : ticket.RaisedAt);

    /// <summary>Marks that would lie on each other stand beside each other, above and below the middle; where there is no room they overlap.</summary>
    private List<Mark> Place(List<TimelineEntry> entries, double middle)
    {
        double[] rows = [0, -MarkWidth, MarkWidth];
        var free = new double[rows.Length];
        var marks = new List<Mark>(entries.Count);
        foreach (var entry in entries)
        {
            var x = X(entry.At);
            var row = Array.FindIndex(free, until => until <= x);
            row = row < 0 ? Array.IndexOf(free, free.Min()) : row;
            free[row] = x + MarkWidth;
            marks.Add(new(entry, x, middle + rows[row]));
        }

        return marks;
    }

    private List<Tick> TicksOf(int most)
    {
        foreach (var days in new[] { 1, 2, 7, 14 })
        {
            if ((_to - _from).TotalDays / days <= most)
                return TicksFrom(new(Format.Calendar.StartOf(Format.Calendar.DateOf(_from).AddDays(1))), day => Format.Calendar.AddDays(day, days), "d MMM");
        }

        var step = Array.Find([1, 2, 3, 6, 12, 24], months => (_to - _from).TotalDays / (30.4 * months) <= most) is > 0 and var found ? found : 60;
        var first = new DateTimeOffset(Format.Calendar.StartOf(new DateOnly(_from.Year, 1, 1)));
        return TicksFrom(first, day => new(Format.Calendar.StartOf(Format.Calendar.DateOf(day).AddMonths(step))), step >= 12 ? "yyyy" : "MMM yyyy");
    }

    private List<Tick> TicksFrom(DateTimeOffset first, Func<DateTimeOffset, DateTimeOffset> next, string format)
    {
        var ticks = new List<Tick>();
        for (var day = first; day <= _to; day = next(day))
        {
            if (day >= _from)
                ticks.Add(new(X(day), Format.Calendar.Local(day).ToString(format, CultureInfo.InvariantCulture)));
        }

        return ticks;
    }

    /// <summary>A touchpoint's lane, or that of what the customer was told.</summary>
    internal sealed record Lane(string Name, double Top, IReadOnlyList<Mark> Marks);

    /// <summary>An entry in its lane.</summary>
    internal sealed record Mark(TimelineEntry Entry, double X, double Y);

    /// <summary>A ticket, from when it was raised until its change was shipped, or until now.</summary>
    internal sealed record Bar(Ticket Ticket, double X, double Width, double Y, bool Open);

    /// <summary>A time on the axis.</summary>
    internal sealed record Tick(double X, string Text);
}
