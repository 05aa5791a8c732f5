using System.Globalization;
using Feedback.Core.Detection;
using Feedback.Core.Journeys;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Tickets;

namespace Feedback.Core.Digests;

/// <summary>Makes sentences of the facts of a week. Says nothing that the facts do not say, and every number with what it rests on.</summary>
internal sealed class DigestText(JourneyDefinition journey, Digest digest, IReadOnlyDictionary<string, Ticket> tickets,
    CompanyCalendar? calendar = null)
{
    private const int MostListed = 3;
    private const int FewestAnswers = 5;

    private readonly CompanyCalendar _calendar = calendar ?? CompanyCalendar.Utc;
    private readonly string? _silo = DigestAudience.SiloOf(digest.Audience);

    /// <summary>What it tells of: the journey, or a silo's part of it.</summary>
    public string Title => _silo is null ? journey.Title : $"{journey.Title} for {Silo(_silo)}";

    /// <summary>The week in words: Week 47, 16 to 22 November 2026.</summary>
    public string When => string.Create(CultureInfo.InvariantCulture, $"Week {Week.Number}, {Days(Week.FirstDay, Week.LastDay)}");

    /// <summary>The week and its news.</summary>
    public string Subject => string.Create(CultureInfo.InvariantCulture, $"Week {Week.Number}{(_silo is null ? "" : $", {Silo(_silo)}")}: {News}");

    /// <summary>How it did.</summary>
    public string Headline => digest.Figures switch
    {
        { Volume: 0 } => _silo is null ? "No feedback this week." : $"No feedback this week that concerns {Silo(_silo)}.",
        { Trend: DigestTrend.TooFew } few => $"Only {Count(few.Volume, "opinion")} this week: too few to tell how {Whose} did.",
        { Trend: DigestTrend.NoPast } first =>
            $"{Complaints(first)}. There is not enough history to compare with yet. From the third week on, you will see here whether the week was better "
                + $"or worse than usual.",
        { Trend: DigestTrend.Worse } worse =>
            $"{(_silo is null ? "The journey did worse than usual" : $"A worse week than usual for {Silo(_silo)}")}: {Complaints(worse)}, "
                + $"compared with {Before(worse)}.",
        { Trend: DigestTrend.Better } better =>
            $"{(_silo is null ? "The journey did better than usual" : $"A better week than usual for {Silo(_silo)}")}: {Complaints(better)}, "
                + $"compared with {Before(better)}.",
        var usual => $"No significant change{(_silo is null ? "" : $" for {Silo(_silo)}")}: {Complaints(usual)}, compared with {Before(usual)}.",
    };

    /// <summary>Where it hurt most, and the scores, with their bases.</summary>
    public string? Scores
    {
        get
        {
            var scores = new List<string>();
            if (digest.Figures.Nps is { Answers: >= FewestAnswers } nps)
                scores.Add($"NPS {Signed(nps.Score)} "
                    + $"({Count(nps.Answers, "response")}{(digest.Figures.NpsBefore is { } then ? $"; {Signed(then.Score)} before" : "")})");
            if (digest.Figures.Csat is { Answers: >= FewestAnswers } csat)
                scores.Add(string.Create(CultureInfo.InvariantCulture,
                    $"CSAT {csat.Score:0.0} of 5 "
                        + $"({Count(csat.Answers, "response")}{(digest.Figures.CsatBefore is { } before ? $"; {before.Score:0.0} before" : "")})"));
            var worst = digest.IsQuiet || digest.Figures.Volume < MakeDigest.LeastVolume ? null
                : digest.Stages.Where(stage => stage.Volume >= MakeDigest.LeastVolume).MaxBy(stage => WilsonInterval.Lower(stage.Negative, stage.Volume));
            var sentences = new[]
            {
                worst is { Negative: > 0 }
                    ? $"The biggest pain point was “{Stage(worst.Stage)}”: {Share(worst.Negative, worst.Volume)} of {Count(worst.Volume, "opinion")} were "
                        + $"complaints."
                        : null,
                scores.Count == 0 ? null : string.Join(", ", scores) + ".",
            };
            return sentences.OfType<string>().ToList() is { Count: > 0 } said ? string.Join(' ', said) : null;
        }
    }

    /// <summary>A notice that the week is not over.</summary>
    public string? Notice => digest.Finished ? null
        : string.Create(CultureInfo.InvariantCulture,
            $"Week in progress, data to {_calendar.Local(digest.To):dddd HH:mm} {_calendar.ZoneName ?? "UTC"}, compared with the same days and "
                + $"hours of the weeks before. It is sent when the week is over.");

    /// <summary>The reason if there is little to report.</summary>
    public string? Quiet => !digest.IsQuiet || digest.Figures.Volume == 0 ? null
        : $"A quiet week: {(digest.Figures.Trend is DigestTrend.AsUsual ? "no significant increases or decreases, and " : "")}no tickets raised, shipped, "
            + $"concluded or waiting too long.";

    /// <summary>What rose and what fell.</summary>
    public DigestSection? Moves()
    {
        if (digest.IsQuiet || digest.Figures.Trend is DigestTrend.TooFew or DigestTrend.NoPast)
            return null;
        const string title = "What went up and what went down";
        if (digest.Moves.Count == 0)
            return new(DigestPart.Moves, title, "No significant increases or decreases.", []);
        var longest = digest.Moves.Max(move => Math.Max(move.Count, move.Usual));
        return new(DigestPart.Moves, title, null, [.. digest.Moves.OrderBy(move => move.Good).Select(move => new DigestItem(
            string.Create(CultureInfo.InvariantCulture,
                $"{(move.Rose ? "More" : move.Kind == MoveKind.Complaints ? "Fewer" : "Less")} "
                    + $"{(move.Kind == MoveKind.Complaints ? "complaints about" : "praise for")} {Theme(move.Topic)}: {Number(move.Count)}, compared with "
                        + $"{Number((long)Math.Round(move.Usual))} in a usual week."),
            $"At “{Stage(move.Topic.Stage)}”{(move.Kind == MoveKind.Complaints && move.OwnedBy is { } owner ? $"; owner: {Silo(owner)}" : "")}. "
                + $"Usual: the average of the previous {Count(digest.Figures.WeeksBefore, "week")}.",
            PathTo($"stages/{move.Topic.Stage}"), move.Good ? DigestTone.Good : DigestTone.Bad, new DigestPair(move.Count / longest, move.Usual / longest)))]);
    }

    /// <summary>How each stage felt.</summary>
    public DigestSection? Stages() => digest.IsQuiet || digest.Figures.Volume < MakeDigest.LeastVolume ? null
        : new(DigestPart.Stages, "Sentiment by stage", null, [.. digest.Stages.Select(stage => new DigestItem(
            Stage(stage.Stage),
            $"{Share(stage.Negative, stage.Volume)} complaints, {Count(stage.Volume, "opinion")}",
            PathTo($"stages/{stage.Stage}"), DigestTone.Even,
                new DigestSegments(stage.Positive / (double)stage.Volume, stage.Negative / (double)stage.Volume)))]);

    /// <summary>What a silo hears, what it owns, and what others hear of it.</summary>
    public DigestSection? BetweenSilos()
    {
        if (digest.Silo is not { } between || _silo is null || digest.Figures.Volume == 0)
            return null;
        return new(DigestPart.Silo, $"{Silo(_silo)} and other departments", null,
        [
            new($"You heard {Count(between.Hears, "complaint")}; other departments own {(between.OfOthers == 0 ? "none" : Number(between.OfOthers))} of them"
                + $"{Most(between.TopOfOthers, "owned by")}."),
            new($"{Count(between.Owns, "complaint")} were about what you own; {(between.Elsewhere == 0 ? "no other department heard any of them"
                : $"other departments heard {Number(between.Elsewhere)} of them")}{Most(between.TopElsewhere, "heard by")}.",
                Tone: between.Elsewhere * 2 > between.Owns && between.Owns > 0 ? DigestTone.Bad : DigestTone.Even),
        ]);

        string Most(IReadOnlyList<DigestCrossing> top, string word) => top.Count == 0 ? ""
            : ", most often " + Join([.. top.Select(crossing => $"{Theme(crossing.Topic)} ({word} {Silo(crossing.Other)}, {Number(crossing.Count)})")]);
    }

    /// <summary>New tickets.</summary>
    public DigestSection? NewTickets()
    {
        List<Ticket> found = [.. digest.Tickets.New.Select(Find).OfType<Ticket>()];
        return found.Count == 0 ? null : new(DigestPart.NewTickets, found.Count == 1 ? "A new ticket" : "New tickets", null,
            [.. found.Take(MostListed)
                .Select(ticket => new DigestItem(Sentence(ticket.Title),
                    string.Create(CultureInfo.InvariantCulture, $"Priority {ticket.Priority.Score:0} of 100."), $"tickets/{ticket.Id}", DigestTone.Bad))],
            More(found.Count - MostListed, "was raised", "were raised"));
    }

    /// <summary>Tickets that surged.</summary>
    public DigestSection? Surges()
    {
        List<(DigestSurge Surge, Ticket Ticket)> found = [.. digest.Tickets.Surged.Select(surge => (surge, Find(surge.Ticket)!)).Where(pair =>
            pair.Item2 is not null)];
        return found.Count == 0 ? null : new(DigestPart.Surges, found.Count == 1 ? "A ticket that surged" : "Tickets that surged",
            "More customers complained than at the ticket’s own level.",
            [.. found.Take(MostListed).Select(pair => new DigestItem(
                $"{About(pair.Ticket)}: complaints surged on {Day(pair.Surge.At)}{(pair.Surge.Words is { } words ? $": {words.Split(';')[0]}" : "")}.",
                $"Owner: {Silo(pair.Ticket.OwnedBy)}; {(pair.Ticket.Assignee is { } who ? $"assigned to {who}" : "unassigned")}.",
                $"tickets/{pair.Ticket.Id}", DigestTone.Bad))],
            More(found.Count - MostListed, "surged", "surged"));
    }

    /// <summary>Tickets that wait too long.</summary>
    public DigestSection? Ageing()
    {
        List<(DigestAgeing Late, Ticket Ticket)> found = [.. digest.Tickets.Ageing.Select(late => (late, Find(late.Ticket)!))
            .Where(pair => pair.Item2 is not null)];
        return found.Count == 0 ? null : new(DigestPart.Ageing, "Waiting too long", null,
            [.. found.Take(MostListed).Select(pair => new DigestItem(
                pair.Late.DueAt is { } due ? $"{About(pair.Ticket)} was due on {Day(due)} and has not shipped."
                    : $"{About(pair.Ticket)}: open for {Count(pair.Late.OpenDays, "day")}, not yet accepted.",
                $"Owner: {Silo(pair.Ticket.OwnedBy)}; {(pair.Ticket.Assignee is { } who ? $"assigned to {who}" : "unassigned")}.",
                    $"tickets/{pair.Ticket.Id}", DigestTone.Bad))],
            More(found.Count - MostListed, "is waiting", "are waiting"));
    }

    /// <summary>What was shipped, and whether it helped.</summary>
    public DigestSection? Outcomes()
    {
        List<DigestItem> items =
        [
            .. digest.Tickets.Outcomes.Where(outcome => Find(outcome.Ticket) is not null).Select(Outcome),
            .. digest.Tickets.Shipped.Select(Find).OfType<Ticket>().Select(ticket => new DigestItem(
                $"{About(ticket)}: shipped{(ticket.ShippedAt is { } at ? $" on {Day(at)}" : "")}. Waiting for customers’ later feedback.", null,
                    $"tickets/{ticket.Id}")),
        ];
        return items.Count == 0 ? null : new(DigestPart.Outcomes, "What shipped, and whether it helped", null, items);
    }

    /// <summary>What nobody answers for.</summary>
    public DigestSection? Unowned()
    {
        var items = new List<DigestItem>();
        if (digest.Unowned is { Complaints: > 0 and var complaints } unowned)
        {
            items.Add(new(
                $"{Count(complaints, "complaint has", "complaints have")} no owner{(unowned.Unmapped > 0 ? $"; {Number(unowned.Unmapped)} of them "
                    + $"{(unowned.Unmapped == 1 ? "is" : "are")} not mapped to any stage" : "")}.",
                $"{Share(complaints, digest.Figures.Negative)} of all complaints this week{(unowned.HeardBy is { } silo ? $", most often heard by "
                    + $"{Silo(silo)}" : "")}.", unowned.Unmapped > 0 ? PathTo($"stages/{MappedOpinion.Unmapped}") : null));
        }

        if (digest.Tickets is { NobodyNamed: > 0 and var nobody, Live: var live })
            items.Add(new($"{(nobody == live ? nobody == 1 ? "The only active ticket is" : $"All {Number(live)} active tickets are" : $"{Number(nobody)} of "
                + $"{Number(live)} active tickets {(nobody == 1 ? "is" : "are")}")} unassigned.", null, "tickets"));
        return items.Count == 0 || digest.IsQuiet ? null : new(DigestPart.Unowned, "Without an owner", null, items);
    }

    /// <summary>A ticket in as few words as can be: its theme, and its stage where that says more.</summary>
    public string About(Ticket ticket) => $"{Theme(new(ticket.Theme, ticket.Stage))} (“{Stage(ticket.Stage)}”)";

    /// <summary>A theme's title.</summary>
    public string Theme(Topic topic) => journey.ThemeTitle(topic.Theme);

    /// <summary>A stage's title.</summary>
    public string Stage(string id) => id == MappedOpinion.Unmapped ? "no stage" : journey.StageTitle(id);

    /// <summary>A day as letters write it.</summary>
    public string Day(DateTimeOffset time) => _calendar.Local(time).ToString("d MMMM", CultureInfo.InvariantCulture);

    private IsoWeek Week => IsoWeek.TryParse(digest.Week)!.Value;

    private string Whose => _silo is null ? "the journey" : Silo(_silo);

    private string News
    {
        get
        {
            if (digest.Figures.Volume == 0)
                return "no feedback";
            var news = new List<string>();
            if (digest.Figures.Trend is DigestTrend.Worse or DigestTrend.Better)
                news.Add(digest.Figures.Trend == DigestTrend.Worse ? "a worse week than usual" : "a better week than usual");
            if (digest.Moves.OrderBy(move => move.Good).FirstOrDefault() is { } move)
                news.Add($"{(move.Rose ? "more" : move.Kind == MoveKind.Complaints ? "fewer" : "less")} "
                    + $"{(move.Kind == MoveKind.Complaints ? "complaints about" : "praise for")} {Theme(move.Topic)}");
            if (digest.Tickets.Outcomes.FirstOrDefault(outcome => outcome.Verdict == OutcomeVerdict.Verified) is { } helped
                && Find(helped.Ticket) is { } improved)
                news.Add($"{Theme(new(improved.Theme, improved.Stage))}: it helped");
            if (digest.Tickets.Surged.Select(surge => Find(surge.Ticket)).FirstOrDefault(ticket => ticket is not null) is { } surged)
                news.Add($"complaints about {Theme(new(surged.Theme, surged.Stage))} surged");
            if (digest.Tickets.New.Count > 0)
                news.Add(Count(digest.Tickets.New.Count, "new ticket"));
            if (digest.Tickets.Ageing.Count > 0)
                news.Add($"{Count(digest.Tickets.Ageing.Count, "ticket", "tickets")} waiting too long");
            return news.Count == 0 ? digest.IsQuiet ? "a quiet week" : "your weekly digest" : string.Join("; ", news.Take(2));
        }
    }

    private DigestItem Outcome(DigestOutcome outcome)
    {
        var ticket = Find(outcome.Ticket)!;
        var change = outcome is { Effect: { } effect } ? Change(effect) is { } moved
            ? $"{moved} customers complain about it than would have without the change"
            : "As many customers complain about it as would have without the change" : null;
        var between = outcome is { Low: { } low, High: { } high } ? $"Likely between {Change(low) ?? "no change"} and {Change(high) ?? "no change"}." : null;
        return outcome.Verdict switch
        {
            OutcomeVerdict.Verified => new($"{About(ticket)}: it helped.{Then(change)}", between, $"tickets/{ticket.Id}", DigestTone.Good),
            OutcomeVerdict.Ineffective => new($"{About(ticket)}: it did not help enough.{Then(change)}", between, $"tickets/{ticket.Id}", DigestTone.Bad),
            _ => new($"{About(ticket)}: too early to tell.{(change is null ? "" : $" So far, {Lower(change)}.")}{(outcome.WeeksMore is { } weeks ? $" About "
                + $"{Count((long)weeks, "more week")} to go." : "")}", between, $"tickets/{ticket.Id}"),
        };

        static string Then(string? words) => words is null ? "" : $" {words}.";
    }

    private static string? Change(double ratio) => Math.Round(100 * (ratio - 1)) switch
    {
        0 => null,
        < 0 and var less => string.Create(CultureInfo.InvariantCulture, $"{-less:0}% fewer"),
        var more => string.Create(CultureInfo.InvariantCulture, $"{more:0}% more"),
    };

    private Ticket? Find(string id) => tickets.GetValueOrDefault(id);

    private string Silo(string id) => journey.SiloTitle(id);

    private static string Complaints(DigestFigures figures) =>
        $"{Share(figures.Negative, figures.Volume)} of {Count(figures.Volume, "opinion")} were complaints";

    private static string Before(DigestFigures figures) =>
        $"{Share(figures.NegativeBefore, figures.VolumeBefore)} in the "
            + $"{(figures.WeeksBefore == MakeDigest.WeeksBefore ? "four" : Number(figures.WeeksBefore))} weeks before";

    private string PathTo(string path) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}?journey={journey.Id}&from={Week.FirstDay:yyyy-MM-dd}&to={Week.LastDay:yyyy-MM-dd}");

    private static string? More(int count, string one, string many) => count <= 0 ? null : $"And {Number(count)} more {(count == 1 ? one : many)}.";

    private static string Sentence(string words) => words.EndsWith('.') ? words : words + ".";

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];

    private static string Join(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";

    private static string Share(long part, long whole) => whole == 0 ? "0%"
        : string.Create(CultureInfo.InvariantCulture,
            $"{(part > 0 && part * 100 < whole ? "less than 1" : Math.Round(100.0 * part / whole).ToString("0", CultureInfo.InvariantCulture))}%");

    private static string Number(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Count(long count, string one, string? many = null) => $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    private static string Signed(double score) => Math.Round(score) switch
    {
        < 0 and var low => string.Create(CultureInfo.InvariantCulture, $"−{-low:0}"),
        0 => "0",
        var high => string.Create(CultureInfo.InvariantCulture, $"+{high:0}"),
    };

    private static string Days(DateOnly from, DateOnly last) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{(from.Month == last.Month ? $"{from.Day}" : from.Year == last.Year ? $"{from:d MMMM}" : $"{from:d MMMM yyyy}")} to {last:d MMMM yyyy}");
}
