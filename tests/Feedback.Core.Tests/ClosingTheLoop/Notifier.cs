using Feedback.Core.ClosingTheLoop;
using Feedback.Core.Customers;
using Feedback.Core.Journeys;
using Feedback.Core.Mail;
using Feedback.Core.Storage;
using Feedback.Core.Tests.Maps;
using Feedback.Core.Tickets;
using Feedback.StoreContract;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.ClosingTheLoop;

/// <summary>The notifying over a store in memory, with a mail server that does as it is told.</summary>
internal sealed class Notifier : IDisposable
{
    public const string Anna = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    public const string Ben = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    public const string Cem = "cccccccccccccccccccccccccccccccc";
    public const string Dora = "dddddddddddddddddddddddddddddddd";

    private readonly Heard _heard = new();

    public Notifier() => Time.Advance(TimeSpan.FromDays(1));

    public FakeTimeProvider Time { get; } = new(TestTime.Start);

    public Postbox Mails { get; } = new();

    public IDocumentStore Store => _heard.Store;

    public NotifyCustomers Notify => new(
        Store,
        new(new(Store, _heard.Folds, new(1)), Time),
        new(new JourneyCatalogue([Heard.Shop], ["shop"]), new OptOutLinks(new byte[32], Origin), Origin),
        letter => Task.FromResult("<p>" + letter.Effect + "</p>"),
        new(Mails, new(TimeSpan.Zero), Time), Origin, Time, NullLogger<NotifyCustomers>.Instance);

    private static MailOrigin Origin { get; } = new("Example Shop", "shop.example", new("https://voices.shop.example"));

    public void Dispose() => _heard.Dispose();

    /// <summary>A customer complains of a bill, and has an address unless told.</summary>
    public async Task ComplainAsync(string customer, string time = "2026-11-05T10:00:00", Func<CustomerProfile, CustomerProfile?>? profile = null)
    {
        await _heard.HearAsync(Heard.At(time, "pay", -500) with { Theme = "invoice-error", OwnedBy = "billing", Customer = customer });
        var usual = new CustomerProfile(customer, null, $"{customer[0]}@example.com", ShopTicket.From);
        if ((profile is null ? usual : profile(usual)) is { } known)
            await Store.ChangeProfileAsync(customer, _ => new(known), default);
    }

    /// <summary>Stores a ticket and lets its change be seen.</summary>
    public async Task SeeAsync(Ticket ticket)
    {
        var key = new DocumentKey(ticket.Journey, ticket.Id);
        await Store.UpsertAsync(Containers.Tickets, Json.Write(key, ticket, TicketsJson.Default.Ticket));
        await Notify.HandleAsync([(await Store.GetAsync(Containers.Tickets, key))!], default);
    }

    public async Task<CustomerNotice?> NoticeAsync(string customer) =>
        await Store.GetAsync(Containers.Customers, CustomerNotice.KeyOf(customer, ShopTicket.Raised().Id)) is { } document
            ? Json.Read(document, CustomersJson.Default.CustomerNotice) : null;

    public Task<VoiceCounts> CountVoicesAsync() => new VoiceList(new(new(Store, _heard.Folds, new(1)), Time), Store).CountAsync(ShopTicket.Verified());

    public async Task RunLaterAsync(TimeSpan time)
    {
        Time.Advance(time);
        await Notify.RunAsync();
    }
}

/// <summary>A mail server that keeps what it is given and answers as it is told.</summary>
internal sealed class Postbox : IMailSender
{
    public List<MailMessage> Taken { get; } = [];

    public int Attempts { get; private set; }

    public bool IsIdempotent { get; set; }

    public TimeSpan LongestAttempt => TimeSpan.FromMinutes(1);

    /// <summary>What it answers; takes the mail unless told.</summary>
    public Func<MailMessage, Task<MailOutcome>>? Answer { get; set; }

    public IEnumerable<string> Addressees => Taken.Select(mail => mail.To).Order(StringComparer.Ordinal);

    public async Task<MailResult> SendAsync(MailMessage message, CancellationToken cancellationToken = default)
    {
        Attempts++;
        var outcome = Answer is null ? MailOutcome.Sent : await Answer(message);
        if (outcome == MailOutcome.Sent)
        {
            lock (Taken)
                Taken.Add(message);
        }

        return new(outcome, outcome == MailOutcome.Sent ? null : "as it was told");
    }
}
