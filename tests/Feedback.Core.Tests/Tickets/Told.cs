using System.Globalization;
using Feedback.Core.Journeys;
using Feedback.Core.Language;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Journeys;
using Feedback.Core.Tests.Storage;
using Feedback.Core.Tickets;

namespace Feedback.Core.Tests.Tickets;

/// <summary>Feedback on the retail journey as the pipeline leaves it, and a ticket over it.</summary>
internal static class Told
{
    public const string Journey = "retail";

    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly JourneyCatalogue Catalogue = new([Definitions.Shipped(Journey)], [Journey]);

    /// <summary>A text, analysed and mapped by the real thing.</summary>
    public static FeedbackRecord Text(string id, string text, string touchpoint = "service", string language = "en")
    {
        var record = Bare(id, touchpoint, Now) with { Text = text, Language = language };
        var analysis = new BuiltInLanguageAnalysis().AnalyseAsync([new(text, language)]).Result[0].Analysis;
        record = record with { State = FeedbackState.Mapped, Analysis = FeedbackUnderstanding.Of(record, analysis, "built-in/1") };
        return record with { Mapping = new MapOpinions(Catalogue, new SignalBuckets(1)).Map(record) };
    }

    /// <summary>Feedback of known opinions: each a theme, its stage, its owner and its score.</summary>
    public static FeedbackRecord Opinions(string id, DateTimeOffset at, string heardBy, params (string? Theme, string Stage, string? Owner, double Score)[] opinions) =>
        Bare(id, "service", at) with
        {
            State = FeedbackState.Mapped,
            Analysis = new("test", "en", Sentiment.Neutral, [], [.. opinions.Select(opinion => new Opinion(null, null, default, Sentiment.FromScore(opinion.Score)))], null),
            Mapping = [new(Journey, "1", 0, heardBy, "get-help", [.. opinions.Select(opinion => new MappedOpinion(opinion.Stage, opinion.Theme, opinion.Owner, MappingReason.ThemeTerm, 0.75))])],
        };

    public static Ticket Ticket(IReadOnlyList<Topic> topics, IReadOnlyList<string> feedback, IReadOnlyList<string> asking) => new()
    {
        Id = $"{Journey}.{topics[0].Theme}.2026-11-20",
        Journey = Journey,
        Theme = topics[0].Theme,
        Stage = topics[0].Stage,
        Topics = topics,
        Title = "Late",
        State = TicketState.Open,
        OwnedBy = "logistics",
        HeardBy = [],
        CrossSilo = true,
        Cause = new(topics[0], Core.Detection.FindingKind.Jump, Now.AddDays(-7), Now, 9, 1, 0.001, 0.1),
        Evidence = new(Now.AddDays(-28), Now, 9, 9, 0.1, 1, -0.5, [], feedback, asking),
        Priority = new(0, []),
        History = [new() { Number = 0, At = Now, By = TicketEntry.System, Action = TicketAction.Raised }],
        RaisedAt = Now,
        UpdatedAt = Now,
    };

    public static string Id(int number) => FeedbackId.OfEvent("told", number.ToString(CultureInfo.InvariantCulture));

    public static async Task KeepAsync(this DictionaryStore store, params FeedbackRecord[] records)
    {
        foreach (var record in records)
            await store.UpsertAsync(Containers.Feedback, Json.Write(new(record.Id, record.Id), record, RecordsJson.Default.FeedbackRecord));
    }

    private static FeedbackRecord Bare(string id, string touchpoint, DateTimeOffset at) =>
        new() { Id = id, Source = "desk-1", Touchpoint = touchpoint, OccurredAt = at, ReceivedAt = at, State = FeedbackState.Received };
}
