using System.Collections.Concurrent;
using System.Globalization;
using Feedback.Core.Journeys;
using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Signals;

namespace Feedback.Core.Drivers;

/// <summary>
/// Finds what moves the customers' score. Folds do not know what one customer said in two places, so this reads signals, but only so many of the newest: the
/// cost is bounded at any volume. An analysis is made again only when a fold has changed since.
/// </summary>
public sealed class DriverQuery(FoldCache folds, SignalSearch signals, TimeProvider time, int mostSignals = DriverQuery.MostSignals) : IDisposable
{
    /// <summary>About how many signals are read, the newest first.</summary>
    public const int MostSignals = 40_000;

    /// <summary>How long the period is unless told. Longer than a map's: one customer's feedback lies weeks apart.</summary>
    public static readonly TimeSpan Usual = QueryPeriod.Usual * 2;

    private const int MostKept = 50;

    // What asks for effects every few seconds may make this take up to a hundredth of the time, not more.
    private const int RestFactor = 100;

    // Pages that show effects do not stand behind those who ask for years of drivers.
    private readonly SemaphoreSlim _asked = new(1), _effects = new(1);
    private readonly ConcurrentDictionary<(string Journey, QueryPeriod Period, ScoreKind? Score), Analysed> _analysed = new();

    /// <summary>The drivers of a journey over a period.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="period">The period.</param>
    /// <param name="score">The score to explain; <c>null</c> for the one that was answered more often, NPS when neither was.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public Task<JourneyDrivers> RunAsync(JourneyDefinition journey, QueryPeriod period, ScoreKind? score, CancellationToken cancellationToken = default) =>
        RunAsync(journey, period, score, mayRest: false, cancellationToken);

    /// <summary>The effects of single topics over the usual period up to now. When an analysis takes long, the one before is used for a while, at most to the
    /// end of the hour.</summary>
    public async Task<DriverEffects> EffectsAsync(JourneyDefinition journey, CancellationToken cancellationToken = default) =>
        new(await RunAsync(journey, QueryPeriod.Last(Usual, time.GetUtcNow(), folds.Calendar), null, mayRest: true, cancellationToken));

    /// <inheritdoc/>
    public void Dispose()
    {
        _asked.Dispose();
        _effects.Dispose();
    }

    private async Task<JourneyDrivers> RunAsync(JourneyDefinition journey, QueryPeriod period, ScoreKind? score, bool mayRest,
        CancellationToken cancellationToken)
    {
        var key = (journey.Id, period, score);
        // One at a time: whoever asks for the same meanwhile finds it done.
        var gate = mayRest ? _effects : _asked;
        await gate.WaitAsync(cancellationToken);
        try
        {
            var position = await folds.PositionAsync(cancellationToken);
            if (_analysed.TryGetValue(key, out var known)
                && (known.Position == position || (mayRest && time.GetElapsedTime(known.At) < RestFactor * known.Took)))
                return known.Drivers;

            var start = time.GetTimestamp();
            var drivers = await AnalyseAsync(journey, period, score, cancellationToken);
            if (_analysed.Count >= MostKept)
                _analysed.Clear();
            var end = time.GetTimestamp();
            _analysed[key] = new(position, drivers, end, time.GetElapsedTime(start, end));
            return drivers;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<JourneyDrivers> AnalyseAsync(JourneyDefinition journey, QueryPeriod period, ScoreKind? asked, CancellationToken cancellationToken)
    {
        var now = await FoldsAsync(journey, period, cancellationToken);
        var before = await FoldsAsync(journey, period.Before(), cancellationToken);
        var score = asked ?? AnsweredMost(now);
        var (sample, from) = await SampleAsync(journey.Id, period, score, cancellationToken);
        var customers = sample.Scored();
        var stages = DriverAnalysis.Of(customers, customer => customer.Stages.Where(stage => stage != MappedOpinion.Unmapped));
        var themes = DriverAnalysis.Of(customers, customer => customer.Themes);
        var names = new DriverNames(journey);

        return new(
            journey.Id, period.From, period.To, score,
            customers.Count == 0 ? null : Round(customers.Average(customer => customer.Score), score), customers.Count, from,
            Rank(stages.Effects.Select(effect => ToDriver(DriverKind.Stage, effect))),
            Rank(themes.Effects.Select(effect => ToDriver(DriverKind.Theme, effect))),
            [.. stages.Unjudged.Select(unjudged => ToLeftOut(DriverKind.Stage, unjudged)),
                .. themes.Unjudged.Select(unjudged => ToLeftOut(DriverKind.Theme, unjudged))],
            SiloWarnings.Of(journey, score, before, now),
            Method(score));

        Driver ToDriver(DriverKind kind, Effect effect)
        {
            var share = (double)effect.Customers / customers.Count;
            return new(
                effect.Id, names.TitleOf(kind, effect.Id), Round(effect.Points, score), Round(effect.Low, score), Round(effect.High, score),
                effect.Customers, Math.Round(share, 4), Round(effect.Points * share, score), effect.Matters, names.OwnerOf(kind, effect.Id));
        }

        LeftOut ToLeftOut(DriverKind kind, Unjudged unjudged) => new(kind, unjudged.Id, names.TitleOf(kind, unjudged.Id), unjudged.Customers, unjudged.Reason);
    }

    private Task<IReadOnlyList<Fold>> FoldsAsync(JourneyDefinition journey, QueryPeriod period, CancellationToken cancellationToken) =>
        folds.ReadAsync(journey.Id, period.From.UtcDateTime, period.To.UtcDateTime, cancellationToken: cancellationToken);

    private async Task<(CustomerSample Sample, DateTimeOffset From)> SampleAsync(string journey, QueryPeriod period, ScoreKind score,
        CancellationToken cancellationToken)
    {
        var sample = new CustomerSample(score);
        await foreach (var hour in signals.RunAsync(journey, period, new(), mostSignals, null, cancellationToken))
        {
            foreach (var signal in hour)
                sample.Add(signal);
            if (sample.Signals >= mostSignals)
                return (sample, new(folds.Calendar.HourOf(hour[0].OccurredAt).Start));
        }

        return (sample, period.From);
    }

    private static ScoreKind AnsweredMost(IReadOnlyList<Fold> folds)
    {
        var sums = folds.SelectMany(fold => fold.Scores).Aggregate(default(RatingSums), (sums, scores) => sums + scores.Sums);
        return sums.Csat.Answers > sums.Nps.Answers ? ScoreKind.Csat : ScoreKind.Nps;
    }

    private static List<Driver> Rank(IEnumerable<Driver> drivers) =>
        [.. drivers.OrderByDescending(driver => driver.Matters).ThenBy(driver => driver.Impact).ThenBy(driver => driver.Id, StringComparer.Ordinal)];

    /// <summary>To a hundredth of an NPS point or a thousandth of a CSAT point. Adding 0 makes a 0 of −0.</summary>
    private static double Round(double points, ScoreKind score) => Math.Round(points, score == ScoreKind.Nps ? 2 : 3) + 0.0;

    private static string Method(ScoreKind score) => string.Create(CultureInfo.InvariantCulture,
        $"Each customer's mean {(score == ScoreKind.Nps ? "NPS response (promoter 100, passive 0, detractor −100)" : "CSAT response (1 to 5)")} is explained "
            + $"by what the customer complained about in words, at any touchpoint in the period: two multiple regressions, of stages and of themes (ordinary "
                + $"least squares, HC3 errors, 95% intervals), both adjusted for the touchpoints where the score was asked. They cover whatever at least "
                    + $"{DriverAnalysis.LeastCustomers} customers complained about and at least {DriverAnalysis.LeastCustomers} did not. A moment matters when "
                        + $"it lowers the score and its p-value, adjusted by Holm's method, is below {100 * DriverAnalysis.Alpha:0}%. It shows association "
                            + $"with the score, not cause.");

    private sealed record Analysed(string Position, JourneyDrivers Drivers, long At, TimeSpan Took);
}
