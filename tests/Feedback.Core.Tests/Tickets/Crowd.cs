using System.Globalization;
using Feedback.Core.Customers;
using Feedback.Core.Journeys;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Tests.Journeys;
using Feedback.Core.Tickets;

namespace Feedback.Core.Tests.Tickets;

/// <summary>Customers of the retail journey and what each complains about, as feedback and as folds.</summary>
internal sealed class Crowd
{
    public static readonly JourneyDefinition Journey = Definitions.Shipped(Told.Journey);

    private readonly List<(string? Customer, FeedbackRecord Record)> _said = [];
    private int _customers;

    /// <summary>So many customers who each say the same: a list of themes for each feedback.</summary>
    /// <remarks>A day lies between one feedback and the next.</remarks>
    public Crowd Say(int customers, params string[][] feedback) => Say(customers, isNamed: true, feedback);

    /// <summary>So many feedback that name nobody.</summary>
    public Crowd SayUnnamed(int customers, params string[] themes) => Say(customers, isNamed: false, themes);

    /// <summary>What is said together with a theme.</summary>
    /// <param name="theme">The ticket's theme.</param>
    /// <param name="most">How many of its customers are looked at.</param>
    public IReadOnlyList<SaidTogether> With(string theme, int most = int.MaxValue)
    {
        var topic = new Topic(theme, StageOf(theme));
        var builder = new FoldBuilder();
        foreach (var (_, record) in _said)
            builder.Add(ProjectSignals.Of(record, record.Mapping![0]));
        var day = DateOnly.FromDateTime(Told.Now.UtcDateTime);
        var fold = builder.Build(Told.Journey, FoldPeriod.OfDay(day));
        List<FeedbackRecord> complaining =
            [.. _said.Select(said => said.Record).Where(record => record.Mapping![0].Opinions.Any(place => place.Theme == theme))];
        List<CustomerHistory> timelines = [.. _said.Where(said => said.Customer is not null).GroupBy(said => said.Customer!)
            .Where(customer => customer.Any(said => complaining.Contains(said.Record))).Take(most)
            .Select(customer => new CustomerHistory(customer.Key, [.. customer.Select(said => said.Record)]))];
        var evidence = Told.Ticket([topic], [], []).Evidence with { To = Told.Now.AddHours(1) };
        return SaidTogetherFinder.Find(Journey, [topic], new TicketCounts([topic], [fold], day, day).Customers, new ThemeVoices([fold], day, day),
            LookedAtCustomer.Of(Told.Journey, [topic], evidence, timelines, complaining));
    }

    private Crowd Say(int customers, bool isNamed, params string[][] feedback)
    {
        for (var n = 0; n < customers; n++)
        {
            var key = isNamed ? (++_customers).ToString("x32", CultureInfo.InvariantCulture) : null;
            // The leading bits tell customers apart.
            key = key is null ? null : string.Concat(key.Reverse());
            foreach (var (day, themes) in feedback.Index())
            {
                var record = Told.Opinions(Told.Id(_said.Count), Told.Now.AddDays(day - feedback.Length), "service",
                    [.. themes.Select(theme => ((string?)theme, StageOf(theme), (string?)null, -0.6))]);
                _said.Add((key, record with { CustomerKey = key }));
            }
        }

        return this;
    }

    private static string StageOf(string theme) => Journey.Themes.First(known => known.Id == theme).Stage ?? "buy";
}
