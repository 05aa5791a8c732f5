using Feedback.App.Cli.Posting;
using Feedback.App.Local;
using Feedback.Core.Pipeline;
using Feedback.Web.Hosting;

namespace Feedback.App.Cli.Demo;

/// <summary>
/// Plays the weeks: day by day the sources post what was said, the program does with it what it always does, and people do their work. Nothing else is written:
/// everything on show was computed.
/// </summary>
/// <param name="program">The program; it goes by <paramref name="clock"/>.</param>
/// <param name="clock">The clock.</param>
/// <param name="items">All feedback.</param>
/// <param name="first">The first day.</param>
internal sealed class Play(FeedbackProgram program, PlayedTime clock, IReadOnlyList<SampleItem> items, DateOnly first) : IAsyncDisposable
{
    /// <summary>The jobs that run at their hour instead of by themselves; they are to be started when the play has ended.</summary>
    public static readonly IReadOnlyList<string> Jobs = [FeedbackPipeline.UpdateTickets, FeedbackPipeline.NotifyCustomers, FeedbackPipeline.SendDigests];

    private static readonly TimeSpan Morning = TimeSpan.FromHours(8.5);
    private static readonly TimeSpan Evening = TimeSpan.FromHours(23.75);

    // The tickets are what takes time: until the last two weeks they are looked after every other evening.
    private const int EveryEvening = RetailFeedback.Days - 14;

    // A manager reads some of the week's feedback, and corrects a little of it.
    private const int ReadInAWeek = 40;
    private const int FirstReading = 21;

    private readonly Dictionary<string, Person> _people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceClient> _sources = new(StringComparer.Ordinal);
    private readonly HashSet<Deed> _done = [];
    private readonly ILookup<DateOnly, SampleItem> _days = items.ToLookup(item => DateOnly.FromDateTime(item.OccurredAt.UtcDateTime));
    private Person? _inCharge;

    /// <summary>How many were accepted.</summary>
    public long Accepted { get; private set; }

    /// <summary>Plays on from a day to the present.</summary>
    /// <param name="from">The number of the day.</param>
    /// <param name="progress">Is told the days that are played, and how much was posted.</param>
    /// <param name="cancellationToken">Breaks the play off; it can be taken up again.</param>
    public async Task RunAsync(int from, Action<double, long> progress, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        for (var day = from; day <= RetailFeedback.Days; day++)
        {
            var midnight = new DateTimeOffset(first.AddDays(day).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            if (midnight + Morning < TimeProvider.System.GetUtcNow())
                await MorningAsync(day, midnight + Morning, cancellationToken);
            var isToday = midnight + Evening >= TimeProvider.System.GetUtcNow();
            if (isToday)
                clock.End();
            else
                clock.MoveOnTo(midnight + Evening);
            await PostAsync(first.AddDays(day), cancellationToken);
            await DrainAsync(cancellationToken);
            if (day % 2 == 0 || day >= EveryEvening)
                await RunJobsAsync([FeedbackPipeline.UpdateTickets], cancellationToken);
            progress(day + 1 - from, Accepted);
            if (isToday)
                break;
        }

        clock.End();
        await DrainAsync(cancellationToken);
        await RunJobsAsync(Jobs, cancellationToken);
        await DrainAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources.Values)
            await source.DisposeAsync();
        foreach (var person in _people.Values)
            await person.DisposeAsync();
        if (_inCharge is { } inCharge)
            await inCharge.DisposeAsync();
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        foreach (var source in RetailStrands.Sources)
            _sources[source.Id] = await program.PostAsAsync(source, cancellationToken);
        _inCharge = await Person.InChargeAsync(program, cancellationToken);
        await _inCharge.DismissAsync(RetailPeople.All, cancellationToken);
        foreach (var name in RetailPeople.All)
            _people[name] = await _inCharge.InviteAsync(name, cancellationToken);

        var known = (await _inCharge.GetAsync("/v1/digests/recipients", cancellationToken)).Body["items"]!.AsArray();
        foreach (var (address, name, audience) in RetailPeople.Readers)
        {
            if (known.Any(reader => reader!["email"]!.GetValue<string>() == address))
                continue;
            await _people[RetailPeople.Experience].SendAsync(HttpMethod.Post, "/v1/digests/recipients",
                new() { ["email"] = address, ["name"] = name, ["audience"] = audience }, null, cancellationToken);
        }
    }

    private async Task MorningAsync(int day, DateTimeOffset morning, CancellationToken cancellationToken)
    {
        clock.MoveOnTo(morning);
        await RunJobsAsync([FeedbackPipeline.NotifyCustomers, FeedbackPipeline.SendDigests], cancellationToken);
        var due = RetailPeople.Deeds.Where(deed => deed.Day <= day && day < deed.Day + Deed.Patience && !_done.Contains(deed)).ToList();
        foreach (var deed in due)
        {
            clock.MoveOnTo(clock.GetUtcNow().AddMinutes(25));
            if (await TryAsync(deed, cancellationToken))
                _done.Add(deed);
        }

        if (day >= FirstReading && first.AddDays(day).DayOfWeek == DayOfWeek.Thursday)
            await CorrectAsync(day, cancellationToken);
    }

    /// <summary>Does what somebody wants to do, if there is a ticket in the state for it.</summary>
    private async Task<bool> TryAsync(Deed deed, CancellationToken cancellationToken)
    {
        var who = _people[deed.Who];
        var tickets = (await who.GetAsync($"/v1/tickets?theme={deed.Theme}&state={deed.While}", cancellationToken)).Body["items"]!.AsArray();
        if (tickets.Count == 0)
            return false;
        var path = $"/v1/tickets/{tickets[0]!["id"]!.GetValue<string>()}";
        var (ticket, etag) = await who.GetAsync(path, cancellationToken);
        if (!deed.IsDone(ticket))
            await who.SendAsync(deed.Method, $"{path}/{deed.Call}", deed.Body(clock.GetUtcNow()), etag, cancellationToken);
        return true;
    }

    /// <summary>Somebody reads some of what was said in the week and, where an opinion is filed under another theme than the question that it asks, says
    /// so.</summary>
    private async Task CorrectAsync(int day, CancellationToken cancellationToken)
    {
        var who = _people[RetailPeople.Experience];
        var week = Enumerable.Range(day - 7, 7).SelectMany(past => _days[first.AddDays(past)]).Where(item => item.Theme is not null);
        foreach (var item in week.OrderBy(item => Chance.Of("read " + item.Id)).Take(ReadInAWeek))
        {
            var feedback = (await who.GetAsync($"/v1/feedback/{item.Id}", cancellationToken)).Body;
            var opinions = feedback["mapping"]?.AsArray().FirstOrDefault()?["opinions"]?.AsArray();
            if (opinions is not [{ } opinion] || opinion["theme"]?.GetValue<string>() == item.Theme)
                continue;
            await who.SendAsync(HttpMethod.Post, $"/v1/feedback/{item.Id}/corrections", new()
            {
                ["opinion"] = 0,
                ["theme"] = item.Theme,
                ["reason"] = "Read in the weekly sample: the theme was missing or another one.",
            }, null, cancellationToken);
            return;
        }
    }

    private async Task PostAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var posted in _days[day].Where(item => item.OccurredAt <= now).GroupBy(item => item.Source.Id))
        {
            var answer = await new BatchPoster(_sources[posted.Key].Http, clock).PostSamplesAsync([.. posted.Select(item => item.Json)], cancellationToken);
            Accepted += answer.Accepted;
        }
    }

    private Task DrainAsync(CancellationToken cancellationToken) =>
        program.App.Services.GetRequiredService<PipelineProgress>().DrainAsync(cancellationToken);

    private async Task RunJobsAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
            await program.App.Services.GetRequiredKeyedService<PeriodicJob>(name).Job.RunAsync(program.App.Services, cancellationToken);
    }
}
