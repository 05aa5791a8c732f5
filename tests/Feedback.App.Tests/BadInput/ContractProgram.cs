using System.Text;
using Feedback.App.Tests.Running;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Feedback.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.BadInput;

/// <summary>A running program whose clock stands at the afternoon of the contract's example, with two sources.</summary>
public sealed class ContractProgram : IAsyncLifetime
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 18, 0, 0, TimeSpan.Zero);
    internal const string Ticket = "retail.invoice-error.2026-11-10";
    internal const string OtherTicket = "retail.refund.2026-11-20";

    /// <summary>A feedback that is mapped, with one opinion.</summary>
    internal static readonly string Feedback = FeedbackId.OfEvent("pos-42", "contract-1");
    private string _tillSecret = null!;

    internal RunningProgram Program { get; private set; } = null!;

    internal HttpClient Manager => Program.Manager;

    /// <summary>A source that stands at a store.</summary>
    internal HttpClient Till { get; private set; } = null!;

    /// <summary>A source without a touchpoint of its own.</summary>
    internal HttpClient Survey { get; private set; } = null!;

    internal WebhookSender Webhooks => new(Program.Anonymous, "pos-42", _tillSecret);

    public async Task InitializeAsync()
    {
        // The tickets stay as they were laid down, however long it takes until they are asked for.
        Program = await RunningProgram.StartAsync(
            [FeedbackPipeline.UpdateTickets], null, services => services.AddSingleton<TimeProvider>(new ShiftedTime(Start)), []);
        (Till, _tillSecret) = await Program.AddSourceAsync("pos-42", "store");
        (Survey, _) = await Program.AddSourceAsync("survey", touchpoint: null);
        await PutTicketsAsync();
        using var posted = await Till.PostAsync(new Uri("/v1/feedback", UriKind.Relative),
            Content(Utf8("""{"source":"pos-42","sourceEventId":"contract-1","text":"I was billed twice."}"""), "application/json"));
        posted.EnsureSuccessStatusCode();
        await Program.DrainAsync();
    }

    /// <summary>Lays two open tickets down as they were in the beginning.</summary>
    internal Task PutTicketsAsync() => Program.Services.GetRequiredService<IDocumentStore>().PutAsync(
        AnyTicket.Of(id: Ticket, topics: [AnyTicket.Invoice, AnyTicket.Delivery]), AnyTicket.Of(id: OtherTicket, topics: new Topic("refund", "pay")));

    public async Task DisposeAsync() => await Program.DisposeAsync();

    internal HttpClient As(Caller caller) => caller switch
    {
        Caller.Manager => Manager,
        Caller.Till => Till,
        Caller.Survey => Survey,
        Caller.Stranger => Program.WithKey("fbs_nobody-knows-this-key"),
        _ => Program.Anonymous,
    };

    internal static ByteArrayContent Content(byte[] body, string? contentType)
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null)
            Assert.True(content.Headers.TryAddWithoutValidation("Content-Type", contentType));
        return content;
    }

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}

/// <summary>Who calls.</summary>
public enum Caller
{
    Nobody,
    Stranger,
    Manager,
    Till,
    Survey,
}
