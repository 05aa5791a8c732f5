using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tickets;

namespace Feedback.Core.Digests;

/// <summary>Gathers the facts of a week from folds, tickets and signals.</summary>
public sealed class MakeDigest(FoldCache folds, TicketQuery tickets, TicketAsks asks, PickQuotes quotes, IDocumentStore store, TimeProvider time)
{
    /// <summary>With how many weeks before a week is compared.</summary>
    public const int WeeksBefore = 4;

    /// <summary>Below so many opinions nothing is said of how a journey did.</summary>
    public const int LeastVolume = 30;

    /// <summary>The company's weeks.</summary>
    public CompanyCalendar Calendar => folds.Calendar;

    private const int MostMoves = 6;
    private const int MostCrossings = 3;
    private const int MostAsks = 3;
    private const int TicketsAskedOf = 6;

    /// <summary>The facts of a week that has begun; of one that is not over, those up to the present hour, beside the same days and hours of the weeks
    /// before.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="week">The week.</param>
    /// <param name="audience">One of <see cref="DigestAudience.All"/>.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<Digest> RunAsync(JourneyDefinition journey, IsoWeek week, string audience, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var silo = DigestAudience.SiloOf(audience);
        var (start, isOver) = (week.StartIn(Calendar), week.IsOver(now, Calendar));
        var period = QueryPeriod.Between(start, isOver ? week.EndIn(Calendar) : now, Calendar) ?? QueryPeriod.Between(start, start.AddHours(1), Calendar)!;
        var weeks = await WeeksAsync(journey.Id, period, silo, cancellationToken);
        var present = weeks[^1];
        var all = (await tickets.OfJourneyAsync(journey.Id, cancellationToken)).Where(ticket => new TicketFilter(Silo: silo).Matches(ticket)).ToList();
        var moves = Moves(journey, [.. weeks.Select(week => week.Aggregates)]);
        return new()
        {
            Week = week.ToString(),
            Journey = journey.Id,
            Audience = audience,
            From = period.From,
            To = period.To,
            Finished = isOver,
            MadeAt = now,
            Figures = Figures(weeks),
            Stages = [.. journey.Stages.Select(stage => stage.Id).Where(present.Aggregates.Stages.ContainsKey)
                .Select(stage => (Stage: stage, Sum: present.Aggregates.Stages[stage])).Where(pair => pair.Sum.Volume > 0)
                .Select(pair => new DigestStage(pair.Stage, pair.Sum.Volume, pair.Sum.Positive, pair.Sum.Negative))],
            Moves = moves,
            Silo = silo is null ? null : SiloOf(silo, present.Cells),
            Tickets = TicketsOfWeek.Of(all, period.From, period.To, silo),
            Asks = await AsksAsync(all, period, cancellationToken),
            Quotes = await quotes.RunAsync(journey, period, silo, moves, cancellationToken),
            Unowned = Unowned(present.Cells),
        };
    }

    /// <summary>The weeks since anything was heard, at most four and the one in question, which stands last.</summary>
    private async Task<List<WeekSums>> WeeksAsync(string journey, QueryPeriod period, string? silo, CancellationToken cancellationToken)
    {
        var weeks = new List<WeekSums>();
        for (var back = WeeksBefore; back >= 0; back--)
        {
            var (from, to) = (Calendar.AddDays(period.From, -7 * back), Calendar.AddDays(period.To, -7 * back));
            var filter = new MapFilter(Silo: silo);
            var total = await folds.SumAsync(journey, QueryPeriod.Between(from, to, Calendar)!, CountedCustomers.None, cancellationToken);
            var aggregates = MapAggregates.Of(total, filter);
            List<FoldCell> cells = [.. total.Cells.Where(filter.Matches)];

            if (weeks.Count > 0 || aggregates.Total.Volume > 0 || back == 0)
                weeks.Add(new(aggregates, cells));
        }

        return weeks;
    }

    private static DigestFigures Figures(List<WeekSums> weeks)
    {
        var present = weeks[^1].Aggregates;
        var before = weeks[..^1];
        var past = new ScoreAggregate();
        foreach (var week in before)
        {
            past.Add(week.Aggregates.Total.Ratings);
            foreach (var cell in week.Cells)
                past.Add(cell);
        }

        var trend = present.Total.Volume < LeastVolume ? DigestTrend.TooFew
            : before.Count < 2 ? DigestTrend.NoPast
            : SignificanceTest.ShareMoved([.. weeks.Select(week => week.Aggregates.Total.Negative)],
                [.. weeks.Select(week => week.Aggregates.Total.Volume)]) switch
            {
                > 0 => DigestTrend.Worse,
                < 0 => DigestTrend.Better,
                _ =>
                    DigestTrend.AsUsual
            };
        return new(present.Total.Volume, present.Total.Positive, present.Total.Negative, before.Count, past.Volume, past.Negative, trend,
            present.Total.Nps, past.Nps, present.Total.Csat, past.Csat);
    }

    private static List<DigestMove> Moves(JourneyDefinition journey, List<MapAggregates> weeks)
    {
        var themes = journey.Themes.ToDictionary(theme => theme.Id, StringComparer.Ordinal);
        var counted = weeks.SelectMany(week => week.Themes.Keys).Distinct().OrderBy(topic => topic.Theme, StringComparer.Ordinal)
            .ThenBy(topic => topic.Stage, StringComparer.Ordinal)
            .SelectMany(topic => new (Topic Topic, MoveKind Kind, Func<ScoreAggregate, long> Count)[]
            {
                (new(topic.Theme, topic.Stage), MoveKind.Complaints, aggregate => aggregate.Negative),
                (new(topic.Theme, topic.Stage), MoveKind.Praise, aggregate => aggregate.Positive),
            })
            .Select(one => (one.Topic, one.Kind,
                Counts: (IReadOnlyList<long>)[.. weeks.Select(week => week.Themes.TryGetValue((one.Topic.Stage, one.Topic.Theme), out var aggregate)
                    ? one.Count(aggregate) : 0)]))
            .ToList();
        var moved = SignificanceTest.Moved([.. counted.Select(one => one.Counts)], [.. weeks.Select(week => week.Total.Volume)]);
        return [.. counted.Where((_, index) => moved.Contains(index))
            .Select(one => new DigestMove(one.Topic, one.Kind, one.Counts[^1], Math.Round(one.Counts.SkipLast(1).Average(), 1),
                themes.GetValueOrDefault(one.Topic.Theme)?.Silo))
            .OrderByDescending(move => Math.Abs(move.Count - move.Usual)).ThenBy(move => move.Topic.Theme, StringComparer.Ordinal)
            .Take(MostMoves)];
    }

    private static DigestSilo SiloOf(string silo, List<FoldCell> cells)
    {
        var ofOthers = cells.Where(cell => cell.HeardBy == silo && cell.OwnedBy is not null && cell.OwnedBy != silo).ToList();
        var elsewhere = cells.Where(cell => cell.OwnedBy == silo && cell.HeardBy != silo).ToList();
        return new(
            cells.Where(cell => cell.HeardBy == silo).Sum(cell => cell.Negative), ofOthers.Sum(cell => cell.Negative),
            cells.Where(cell => cell.OwnedBy == silo).Sum(cell => cell.Negative), elsewhere.Sum(cell => cell.Negative),
            Top(ofOthers, cell => cell.OwnedBy!), Top(elsewhere, cell => cell.HeardBy));
    }

    private static List<DigestCrossing> Top(List<FoldCell> cells, Func<FoldCell, string> other) => [.. cells
        .Where(cell => cell.Theme is not null && cell.Negative > 0)
        .GroupBy(cell => (cell.Theme, cell.Stage, Other: other(cell)))
        .Select(group => new DigestCrossing(new(group.Key.Theme!, group.Key.Stage), group.Key.Other, group.Sum(cell => cell.Negative)))
        .OrderByDescending(crossing => crossing.Count).ThenBy(crossing => crossing.Topic.Theme, StringComparer.Ordinal)
            .ThenBy(crossing => crossing.Other, StringComparer.Ordinal)
        .Take(MostCrossings)];

    private static DigestUnowned Unowned(List<FoldCell> cells)
    {
        var unowned = cells.Where(cell => cell.OwnedBy is null && cell.Negative > 0).ToList();
        return new(
            unowned.Sum(cell => cell.Negative), cells.Where(cell => cell.Stage == MappedOpinion.Unmapped).Sum(cell => cell.Negative),
            unowned.GroupBy(cell => cell.HeardBy, StringComparer.Ordinal).OrderByDescending(group => group.Sum(cell => cell.Negative))
                .ThenBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault()?.Key);
    }

    /// <summary>One ask of the week for each of the most important tickets that has one.</summary>
    private async Task<List<DigestAsk>> AsksAsync(List<Ticket> all, QueryPeriod period, CancellationToken cancellationToken)
    {
        var found = new List<DigestAsk>();
        foreach (var ticket in all.Where(ticket => TicketLifecycle.HoldsItsTopics(ticket.State)).OrderByDescending(ticket => ticket.Priority.Score)
            .ThenBy(ticket => ticket.Id, StringComparer.Ordinal).Take(TicketsAskedOf))
        {
            var records = await store.GetFeedbackAsync(ticket.Evidence.Asking, cancellationToken);
            List<string> ofWeek =
                [.. ticket.Evidence.Asking.Where(id => records.TryGetValue(id, out var record) && record.OccurredAt >= period.From
                    && record.OccurredAt < period.To)];
            var read = await asks.ReadAsync(ticket with { Evidence = ticket.Evidence with { Asking = ofWeek } }, cancellationToken);
            // The fullest: "please help" says less than what is to be done.
            if (read.Where(ask => found.All(other => other.Feedback != ask.Feedback)).MaxBy(ask => ask.Text.Length) is { } ask)
                found.Add(new(ticket.Id, ask.Feedback));
            if (found.Count == MostAsks)
                break;
        }

        return found;
    }

    private sealed record WeekSums(MapAggregates Aggregates, List<FoldCell> Cells);
}
