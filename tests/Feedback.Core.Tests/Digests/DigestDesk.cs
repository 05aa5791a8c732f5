using Feedback.Core.Digests;
using Feedback.Core.Journeys;
using Feedback.Core.Mail;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Tests.ClosingTheLoop;
using Feedback.Core.Tests.Maps;
using Feedback.Core.Tests.Signals;
using Feedback.Core.Tickets;
using Feedback.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Digests;

/// <summary>The digests of the shop's journey over a store in memory, on a Monday at 08:00: the week from 9 to 15 November 2026 has just ended.</summary>
internal sealed class DigestDesk : IDisposable
{
    public static readonly IsoWeek Week = IsoWeek.TryParse("2026-W46")!.Value;
    public static readonly JourneyCatalogue Journeys = new([Heard.Shop], ["shop"]);
    public static readonly MailOrigin Origin = new("Example Shop", "shop.example", new("https://voices.shop.example"));

    private readonly Heard _heard = new();
    private int _said;

    public FakeTimeProvider Time { get; } = new(new(2026, 11, 16, 8, 0, 0, TimeSpan.Zero));

    public Postbox Mails { get; } = new();

    public DigestSchedule Schedule { get; set; } = DigestSchedule.Usual;

    public IDocumentStore Store => _heard.Store;

    public DigestRecipients Recipients => new(Store, new(new byte[32]), Time);

    public AskForDigest Ask => new(Store, Recipients, Time);

    public UnsubscribeLinks Links { get; } = new(new byte[32], Origin);

    public MakeDigest Make => new(_heard.Folds, Tickets, new(Store, Journeys), new(new(Store, _heard.Folds, new(1)), Store), Store, Time);

    public DigestArchive Archive => new(Store, Make, Time);

    public WriteDigest Write => new(Journeys, Tickets, new(Store, Journeys), Store);

    /// <summary>The sender as one instance of the program has it.</summary>
    public SendDigests Send => new(
        Store, Recipients, Archive, Write, mail => Task.FromResult("<h1>" + mail.Letter.Headline + "</h1>"), Links, new(Mails, new(TimeSpan.Zero), Time),
            Origin, Schedule, Journeys, _heard.Folds, Time,
        NullLogger<SendDigests>.Instance);

    private TicketQuery Tickets => new(Store, Journeys);

    public void Dispose() => _heard.Dispose();

    /// <summary>Somebody who has been on the list for a month.</summary>
    public async Task<DigestRecipient> AddAsync(string email, string audience = "all", string? timeZone = null, TimeSpan? since = null)
    {
        var recipient = new DigestRecipient
        {
            Email = email,
            Audience = audience,
            Journey = "shop",
            TimeZone = timeZone,
            AddedAt = Time.GetUtcNow() - (since ?? TimeSpan.FromDays(30))
        };
        await Store.UpsertAsync(Containers.Settings, Json.Write(new(DocumentKinds.DigestRecipient, recipient.Id), recipient,
            DigestsJson.Default.DigestRecipient));
        return recipient;
    }

    /// <summary>So many opinions in each of the four weeks before and in the week itself, spread over its days.</summary>
    public async Task HearAsync(string stage, string theme, string ownedBy, int sentiment, params int[] perWeek)
    {
        foreach (var (index, count) in perWeek.Index())
        {
            var start = Week.StartIn(CompanyCalendar.Utc).AddDays(7 * (index - perWeek.Length + 1));
            await _heard.HearAsync(Enumerable.Range(0, count).Select(number => new Signal
            {
                Feedback = "",
                OccurredAt = start.AddDays(number % 7).AddHours(8),
                Touchpoint = "store",
                HeardBy = "store",
                Stage = stage,
                Theme = theme,
                OwnedBy = ownedBy,
                Sentiment = sentiment,
            }));
        }
    }

    /// <summary>A month in which little changes: complaints at two stages, praise at one.</summary>
    public async Task HearAQuietMonthAsync(int bills = 20)
    {
        await HearAsync("pay", "invoice-error", "billing", -500, 21, 19, 22, 18, bills);
        await HearAsync("receive", "delivery-time", "logistics", -400, 30, 32, 29, 31, 30);
        await HearAsync("buy", "staff-attitude", "store", 600, 50, 48, 52, 49, 51);
    }

    /// <summary>A feedback that says one sentence of one topic in the week, and its signal.</summary>
    public async Task<string> SayAsync(string text, string stage, string theme, string ownedBy, double sentiment, int day = 2)
    {
        var id = FeedbackId.OfEvent("said", (++_said).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var felt = Sentiment.FromScore(sentiment);
        var span = new TextSpan(0, text.Length);
        var record = AnyFeedback.Received(id, Week.StartIn(CompanyCalendar.Utc).AddDays(day).AddHours(9)) with
        {
            State = FeedbackState.Mapped,
            Text = text,
            Analysis = new("built-in/1", "en", felt, [new(span, felt)], [new(null, null, span, felt)], null),
            Mapping = [new("shop", "1", 0, "store", "buy", [new(stage, theme, ownedBy, MappingReason.ThemeTerm, 0.8)])],
        };
        await PutAsync(record);
        var signal = new Signal
        {
            Feedback = id,
            OccurredAt = record.OccurredAt,
            Touchpoint = "store",
            HeardBy = "store",
            Stage = stage,
            Theme = theme,
            OwnedBy = ownedBy,
            Sentiment = (int)(sentiment * 1000)
        };
        await new FoldSignals(Store, new(Store, new(1)), new([Heard.Shop], [Heard.Shop.Id]), Time)
            .HandleAsync(await Store.ProjectAsync("shop", ProjectedSignals.Of(signal)), default);
        return id;
    }

    public Task PutAsync(FeedbackRecord record) => Store.PutAsync(record);

    public Task PutAsync(Ticket ticket) => Store.PutAsync(ticket);

    public Task<Digest> MakeAsync(string audience = "all") => Make.RunAsync(Heard.Shop, Week, audience);

    public async Task<string> TextAsync(string audience = "all") =>
        (await Write.RunAsync(await MakeAsync(audience))).ToText(path => "https://x/" + path, "https://x/bye").ReplaceLineEndings("\n");

    public async Task<DigestNotice?> NoticeAsync(DigestRecipient recipient) =>
        await Store.GetAsync(Containers.Settings, DigestNotice.KeyOf(Week, recipient.Id)) is { } document
            ? Json.Read(document, DigestsJson.Default.DigestNotice) : null;

    public async Task RunLaterAsync(TimeSpan time)
    {
        Time.Advance(time);
        await Send.RunAsync();
    }
}
