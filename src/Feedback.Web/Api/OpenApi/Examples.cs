using Feedback.Core.Customers;
using Feedback.Core.Detection;
using Feedback.Core.Drivers;
using Feedback.Core.Mail;
using Feedback.Core.Maps;
using Feedback.Core.Records;
using Feedback.Core.Requests;
using Feedback.Core.Subscriptions;
using Feedback.Core.Tickets;

namespace Feedback.Web.Api.OpenApi;

/// <summary>The examples of the document, written with the types that the routes answer with, so that they cannot fall behind.</summary>
internal static partial class Examples
{
    public const string PostedFeedback = """
        {
          "source": "pos-42", "sourceEventId": "r-99812", "touchpoint": "store", "channel": "kiosk",
          "occurredAt": "2026-11-20T17:03:11Z",
          "customer": { "id": "c-7781", "email": "a@example.com" },
          "text": "Nice staff, but I was billed twice and the refund took six weeks.",
          "language": "en", "ratings": { "nps": 4, "csat": 2, "ces": 6 },
          "attributes": { "store": "Leeds", "orderId": "o-5512" }
        }
        """;

    public const string PostedBatch = """
        [
          { "source": "pos-42", "sourceEventId": "r-99813", "text": "The queue was long." },
          { "source": "pos-42", "sourceEventId": "r-99814", "ratings": { "csat": 5 } }
        ]
        """;

    public const string PostedLines = """
        { "source": "pos-42", "sourceEventId": "r-99815", "text": "The queue was long." }
        { "source": "pos-42", "sourceEventId": "r-99816", "ratings": { "csat": 5 } }
        """;

    public const string PostedWebhook = """{ "sourceEventId": "r-99817", "text": "The parcel never came.", "touchpoint": "delivery" }""";

    public const string PostedKey = """{ "name": "Anna Petersen", "role": "reader" }""";

    public const string PostedSource = """{ "id": "pos-42", "touchpoint": "store" }""";

    public const string PostedSubscription = """
        { "id": "billing-desk", "url": "https://desk.example.com/feedback", "silos": ["billing"], "minPriority": 50, "events": ["ticket.raised", "ticket.moved", "ticket.escalated"] }
        """;

    public const string PostedReplay = """{ "from": "2026-11-20T00:00:00Z" }""";

    public const string Stream = """
        event: feedback.mapped
        data: {"id":"7d1c0f6b9a2e4d5f8c3b1a0e9d8c7b6a","source":"pos-42","touchpoint":"store","occurredAt":"2026-11-20T17:03:11+00:00","sentiment":{"score":-0.3,"label":"negative"},"opinions":[{"journey":"retail","stage":"pay","theme":"refund","heardBy":"store","ownedBy":"billing","segments":[],"sentiment":{"score":-0.5,"label":"negative"}}]}
        id: MTI.Mw
        """;

    private const string Id = "7d1c0f6b9a2e4d5f8c3b1a0e9d8c7b6a";
    private static readonly DateTimeOffset At = new(2026, 11, 20, 17, 3, 11, TimeSpan.Zero);
    private static readonly DateTimeOffset From = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);
    private static readonly Sentiment Bad = Sentiment.FromScore(-0.5);

    public static readonly AcceptedFeedback Accepted = new(Id, FeedbackState.Received, Duplicate: false);

    public static readonly AcceptedBatch AcceptedBatch = new(1, 0, 1,
        [new(0, Id, null), new(1, null, Problems.Describe(FieldErrors.Of("ratings.csat", "must be a whole number from 1 to 5")))]);

    public static readonly FeedbackView Feedback = new()
    {
        Id = Id,
        Source = "pos-42",
        SourceEventId = "r-99812",
        Touchpoint = "store",
        Channel = "kiosk",
        OccurredAt = At,
        ReceivedAt = At.AddSeconds(2),
        State = FeedbackState.Mapped,
        CustomerKey = "c0ffee00c0ffee00c0ffee00c0ffee00",
        Text = "The refund took six weeks.",
        Language = "en",
        Ratings = new(4, 2, 6),
        Attributes = new Dictionary<string, string> { ["store"] = "Leeds" },
        AnalysedBy = "built-in/2",
        Sentiment = Bad,
        Sentences = [new(new(0, 26, "The refund took six weeks."), Bad)],
        Opinions = [new(new(4, 6, "refund"), new(11, 14, "took six weeks"), new(0, 25, "The refund took six weeks"), Bad, null, Found: true)],
        Themes = ["refund"],
        Mapping = [new("retail", "1a2b3c4d", "store", ["petite"], [new(0, "pay", "refund", "billing", MappingReason.ThemeTerm, 0.8, [])])],
        Corrections = [],
    };

    public static readonly Listing<FeedbackView> FeedbackList = new([Feedback], "NjM5MDAwMDAwMDAwMDAwMDAwfDdkMWM");

    public static readonly JourneyDefinitionView Journey = new("retail", "Retail customer journey", "1a2b3c4d", Active: true,
        [new("store", "Stores"), new("billing", "Billing and credit")],
        [new("buy", "I buy", "store"), new("pay", "I pay for it", "billing")],
        [new("store", "store", "buy")],
        [new("refund", "Refunds", "billing", "pay", ["refund"], ["money back"])],
        [new("petite", "Petite sizes", "division", ["General Petite"])]);

    public static readonly Listing<JourneyDefinitionView> JourneyList = new([Journey], null);

    private static readonly NpsScore Nps = new(-100, 1, 0, 0, 1);
    private static readonly CsatScore Csat = new(2, 1, 0);
    private static readonly CesScore Ces = new(6, 1);
    private static readonly MapChange Change = new(2, -0.25, -0.5, -0.25, new(0, 1, 0, 1, 0), new(3, 1, 0), new(4, 1));

    public static readonly JourneyMapView Map = new("retail", "Retail customer journey", "1a2b3c4d", From, To, null, null, null,
        new(1, 1, -0.5, 0, 0, 1, Nps, Csat, Ces, Change),
        [new("pay", "I pay for it", "billing", 1, 1, -0.5, 0, 0, 1, Nps, Csat, Ces, Change, [new("refund", "Refunds", "billing", 1, 1, -0.5, 2)], false, 0, 0)],
        [new("pay", "store", 1, 1, -0.5)],
        [new("store", "billing", 1, 1, -0.5)]);

    public static readonly Series Series = new("retail", SeriesInterval.Day, From, From.AddDays(2),
        [new(From, 1, 0, 0, 1, -0.5, Nps, Csat, Ces), new(From.AddDays(1), 0, 0, 0, 0, null, null, null, null)]);

    private static readonly ChangePart Change120 = new(null, 120, 100, 20, 60, 40, 20, -0.2m, -0.08m, -0.12m, null, null);

    public static readonly JourneyChange Changes = new("retail", "pay", null, null, null, null, From, To, From.AddDays(-28), From, Change120,
        [
            Change120 with { Id = "refund", Volume = 70, VolumeBefore = 45, VolumeChange = 25, Negative = 44, NegativeBefore = 25, NegativeChange = 19,
                Sentiment = -0.3m, SentimentBefore = -0.16m, SentimentChange = -0.085m, BySentiment = -0.072m, ByShare = -0.013m },
            Change120 with { Id = "invoice-error", Volume = 50, VolumeBefore = 55, VolumeChange = -5, Negative = 16, NegativeBefore = 15, NegativeChange = 1,
                Sentiment = -0.06m, SentimentBefore = -0.015m, SentimentChange = -0.035m, BySentiment = -0.022m, ByShare = -0.013m },
        ],
        [Change120 with { Id = "pay", BySentiment = -0.12m, ByShare = 0 }],
        [Change120 with { Id = "billing", BySentiment = -0.12m, ByShare = 0 }],
        []);

    public static readonly JourneyDrivers Drivers = new("retail", To.AddDays(-56), To, ScoreKind.Nps, 21.4, 1_840, To.AddDays(-56),
        [new("pay", "I pay for it", -48.2, -60.1, -36.3, 212, 0.1152, -5.55, true, "billing")],
        [new("refund", "Refunds", -55.6, -70.9, -40.3, 121, 0.0658, -3.66, true, "billing")],
        [new(DriverKind.Theme, "gift-card", "Gift cards", 7, LeftOutReason.TooFew)],
        [new("store", "Stores", new(ScoreKind.Csat, 0.71, 0.8, 214, 240), new(ScoreKind.Nps, 30.2, 21.7, 1_904, 1_862),
            "Stores' own CSAT rose from 71% to 80% satisfied (214 and 240 responses) while the journey's NPS fell from 30.2 to 21.7 (1,904 and 1,862 "
                + "responses), also with the mix of touchpoints held constant.")],
        "Each customer's mean NPS answer is explained by what the customer complained about in words.");

    public static readonly Ticket Ticket = new Ticket
    {
        Id = "retail.refund.2026-11-20",
        Journey = "retail",
        Theme = "refund",
        Stage = "pay",
        Title = "Refunds: heard by stores and customer service, owned by billing and credit",
        State = TicketState.Open,
        OwnedBy = "billing",
        HeardBy = [new("store", 9), new("service", 5)],
        CrossSilo = true,
        Topics = [new("refund", "pay")],
        Cause = new(new("refund", "pay"), FindingKind.Jump, From.AddDays(17), From.AddDays(19), 11, 1.1, 0.0000002, 0.09),
        Evidence = new(From.AddDays(-9), From.AddDays(19), 14, 11, 0.09, 3.5, -0.55, [new(new(2026, 11, 19), 6), new(new(2026, 11, 20), 8)], [Id],
            [Id])
        { Reading = new(At, 14) },
        SaidTogether = [new("returns", "logistics", SaidTogetherRole.LikelyCause, 6, 11, 0.545, 2, 4, 0, 5.1, 1.7, 15.6)],
        Priority = new(62.5, [new("reach", 18, 40, "11 customers, 9% of those heard")]),
        History = [new() { Number = 0, At = At, By = TicketEntry.System, Action = TicketAction.Raised, To = TicketState.Open }],
        RaisedAt = At,
        UpdatedAt = At,
    }.WithComputedFields(At);

    public static readonly Listing<Ticket> TicketList = new([Ticket], null);

    public static readonly Listing<VoiceView> VoiceList = new([new("c0ffee00c0ffee00c0ffee00c0ffee00", [Id], Contact.Yes, NoticeState.Sent, At)], null);

    public static readonly NewKeyView NewKey = new("3f9a02c1b77d", "Anna Petersen", "reader", "fbr_0pV1…shown-once");

    public static readonly Listing<KeyView> KeyList = new([new("3f9a02c1b77d", "Anna Petersen", "reader", At, "manager")], null);

    public static readonly NewSourceView NewSource = new("pos-42", "store", null, "fbs_0pV1…shown-once", "whsec_MfKQ…shown-once");

    public static readonly Listing<SourceView> SourceList = new([new("pos-42", "store", null, From, At, 812, 3, 1)], null);

    private static readonly string[] Wanted = ["ticket.raised", "ticket.moved", "ticket.escalated"];

    public static readonly NewSubscriptionView NewSubscription =
        new("billing-desk", "https://desk.example.com/feedback", ["billing"], null, 50, Wanted, From, "whsec_MfKQ…shown-once");

    public static readonly SubscriptionView Subscription =
        new("billing-desk", "https://desk.example.com/feedback", ["billing"], null, 50, Wanted, From, SubscriptionState.Enabled, null, null, At, null, null, 1);

    public static readonly Listing<SubscriptionView> SubscriptionList = new([Subscription], null);

    public static readonly ReplayView Replay = new(From.AddDays(19), At, 3);

    public static readonly Listing<DeliveryView> DeliveryList = new(
        [new(TicketEvents.IdOf(Ticket.Id, 0), "ticket.raised", Ticket.Id, At, DeliveryState.Pending, 1, At.AddSeconds(1), 503, "answered 503", At.AddSeconds(6),
            null)], null);

    public static readonly HealthView Healthy = new("ok", null);

    public static readonly HealthView NotReady = new("the store does not answer", null);

    public static readonly HealthView Ready = new("ready", new Dictionary<string, double>
    {
        ["process-feedback"] = 0,
        ["fold-signals"] = 0,
        ["publish-tickets"] = 0,
        ["schedule-notifications"] = 0,
    });
}
