using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Feedback.App.Tests.BadInput;
using Feedback.App.Tests.Running;
using Feedback.Core.Intake;
using Feedback.Core.Observability;
using Feedback.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Intake;

/// <summary>Intake while the store is away and there is an inbox.</summary>
public sealed class StoreAwayTests : IAsyncLifetime
{
    private readonly ListInbox _inbox = new();
    private BreakableStore _store = null!;
    private RunningProgram _program = null!;
    private HttpClient _till = null!;
    private string _secret = null!;

    public async Task InitializeAsync()
    {
        _program = await RunningProgram.StartAsync(adjust: services =>
        {
            var store = services.Single(service => service.ServiceType == typeof(IDocumentStore));
            _store = BreakableStore.Around((IDocumentStore)store.ImplementationInstance!);
            services.AddSingleton((IDocumentStore)(object)_store).AddSingleton<IFeedbackInbox>(_inbox);
        });
        (_till, _secret) = await _program.AddSourceAsync("pos-42");
        // Once each, so that the key and the secret have been seen.
        await PostAsync(new { source = "pos-42", text = "Fine." });
        using var webhook = await SendAsync("msg_0", _secret);
        Assert.Equal(HttpStatusCode.Accepted, webhook.StatusCode);
    }

    public async Task DisposeAsync()
    {
        _store.IsAway = false;
        await _program.DisposeAsync();
    }

    [Fact]
    public async Task A_posted_feedback_is_accepted_under_the_id_that_its_message_has_and_cannot_be_read_yet()
    {
        _store.IsAway = true;

        var accepted = await PostAsync(new { source = "pos-42", sourceEventId = "r-1", text = "The refund took six weeks." });

        var id = accepted.GetProperty("id").GetString()!;
        Assert.Equal(("received", false), (accepted.GetProperty("state").GetString(), accepted.GetProperty("duplicate").GetBoolean()));
        Assert.Equal(id, InboxMessage.FeedbackIn(Assert.Single(_inbox.Messages).Id));
        _store.IsAway = false;
        using var read = await _program.Manager.GetAsync(new Uri($"/v1/feedback/{id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
    }

    [Fact]
    public async Task A_batch_is_accepted_and_a_bad_item_never_spoils_the_others()
    {
        _store.IsAway = true;
        using var response = await _till.PostAsJsonAsync("/v1/feedback/batch",
            new object[] { new { source = "pos-42", text = "a" }, new { source = "pos-42" }, new { source = "web-1", text = "b" },
                new { source = "pos-42", text = "c" } });

        var batch = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.Accepted, 2, 2), (response.StatusCode, batch.GetProperty("accepted").GetInt32(), batch.GetProperty("rejected")
            .GetInt32()));
        Assert.Equal([true, false, false, true], batch.GetProperty("results").EnumerateArray().Select(result => result.TryGetProperty("id", out _)));
        Assert.Equal(2, _inbox.Messages.Count);
    }

    [Fact]
    public async Task A_signed_webhook_is_accepted()
    {
        _store.IsAway = true;

        using var response = await SendAsync("msg_1", _secret);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Single(_inbox.Messages);
    }

    [Fact]
    public async Task A_signature_that_does_not_match_is_refused_only_while_the_store_can_say_that_the_secret_is_still_the_same()
    {
        var another = "whsec_" + Convert.ToBase64String(new byte[32]);
        using var refused = await SendAsync("msg_1", another);
        _store.IsAway = true;

        using var unknown = await SendAsync("msg_2", another);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.ServiceUnavailable), (refused.StatusCode, unknown.StatusCode));
        Assert.Empty(_inbox.Messages);
    }

    [Fact]
    public async Task Whose_key_was_never_seen_here_is_told_to_come_again()
    {
        var (web, _) = await _program.AddSourceAsync("web-1", "web");
        _store.IsAway = true;

        using var response = await web.PostAsJsonAsync("/v1/feedback", new { source = "web-1", text = "Fine." });

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (response.StatusCode, response.Headers.RetryAfter!.Delta));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Where_the_inbox_is_away_too_the_sender_is_told_to_come_again()
    {
        (_store.IsAway, _inbox.IsAway) = (true, true);

        using var response = await _till.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text = "Fine." });

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (response.StatusCode, response.Headers.RetryAfter!.Delta));
    }

    [Fact]
    public async Task What_waits_is_counted_as_queued_and_not_yet_as_accepted()
    {
        var counted = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        // The meters of this program alone: other tests run beside it.
        var meters = _program.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == PipelineMetrics.Name && instrument.Meter.Scope == meters)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => counted.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.Start();
        _store.IsAway = true;

        await PostAsync(new { source = "pos-42", text = "Fine." });

        Assert.Equal(1, counted["feedback.intake.queued"]);
        Assert.DoesNotContain("feedback.accepted", counted.Keys);
    }

    private async Task<JsonElement> PostAsync(object feedback)
    {
        using var response = await _till.PostAsJsonAsync("/v1/feedback", feedback);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<HttpResponseMessage> SendAsync(string id, string secret) =>
        new WebhookSender(_program.Anonymous, "pos-42", secret).SendAsync(TimeProvider.System.GetUtcNow(), id);

    /// <summary>The store, which can be told to be away.</summary>
    public class BreakableStore : DispatchProxy
    {
        private IDocumentStore _inner = null!;

        public bool IsAway { get; set; }

        public static BreakableStore Around(IDocumentStore inner)
        {
            var store = (BreakableStore)(object)Create<IDocumentStore, BreakableStore>();
            store._inner = inner;
            return store;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            IsAway ? throw new StoreUnavailableException("away") : targetMethod!.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
    }

    private sealed class ListInbox : IFeedbackInbox
    {
        public ConcurrentQueue<InboxMessage> Messages { get; } = new();

        public bool IsAway { get; set; }

        public Task PutAsync(IReadOnlyList<InboxMessage> messages, CancellationToken cancellationToken = default)
        {
            if (IsAway)
                throw new InboxUnavailableException("away, too");
            foreach (var message in messages)
                Messages.Enqueue(message);
            return Task.CompletedTask;
        }
    }
}
