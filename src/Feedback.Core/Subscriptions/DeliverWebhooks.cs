using System.Text.Json;
using Feedback.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Feedback.Core.Subscriptions;

/// <summary>
/// Sends what is due to subscribers: one after the other to each of them in the order of the events, to all of them at the same time, so that a slow one delays
/// nobody else. A delivery that fails waits for its next attempt and lets those behind it pass. Everything due is in the store; what is kept here only tells
/// when to look.
/// </summary>
/// <remarks>One instance is for one run.</remarks>
public sealed class DeliverWebhooks(
    DeliverWebhook deliver, SubscriptionRegistry subscriptions, DeliveryLog deliveries, IDocumentStore store, TimeProvider time,
        ILogger<DeliverWebhooks> logger)
{
    private const int PageSize = 500;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(5);

    private readonly DueDeliveries _due = new();
    private readonly Dictionary<string, Task> _sending = new(StringComparer.Ordinal);

    /// <summary>Sends what is due now.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        Send(cancellationToken);
        await Task.WhenAll(_sending.Values);
    }

    /// <summary>Follows the change feed and sends what falls due, until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        string? cursor = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                cursor = cursor is null ? await LoadAsync(stoppingToken) : await FollowAsync(cursor, stoppingToken);
                Send(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "The pending deliveries could not be read; retrying in {Pause}", FaultPause);
                await Task.Delay(FaultPause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await Task.WhenAll(_sending.Values);
    }

    /// <summary>Everything that waits, read once; from the cursor on, the change feed tells the rest.</summary>
    private async Task<string> LoadAsync(CancellationToken cancellationToken)
    {
        var cursor = (await store.ReadChangesAsync(Containers.Settings, ChangeCursor.Now, 1, cancellationToken)).Cursor;
        foreach (var subscription in await subscriptions.AllAsync(cancellationToken))
        {
            _due.Note(subscription);
            foreach (var delivery in await deliveries.PendingAsync(subscription.Id, cancellationToken))
                _due.Note(subscription.Id, delivery);
        }

        return cursor;
    }

    private async Task<string> FollowAsync(string cursor, CancellationToken cancellationToken)
    {
        var page = await store.ReadChangesAsync(Containers.Settings, cursor, PageSize, cancellationToken);
        foreach (var change in page.Documents)
            Note(change);
        if (page.Documents.Count < PageSize)
            await Task.Delay(Idle, time, cancellationToken);
        return page.Cursor;
    }

    private void Note(Document change)
    {
        try
        {
            _due.Note(change);
        }
        catch (JsonException exception)
        {
            // Nothing of ours writes such a document; one that is there all the same must not stop those behind it.
            logger.LogError(exception, "{Id} of {Partition} cannot be read and is skipped", change.Key.Id, change.Key.Partition);
        }
    }

    private void Send(CancellationToken stoppingToken)
    {
        foreach (var (subscription, sending) in _sending.ToList())
        {
            if (sending.IsCompleted)
                _sending.Remove(subscription);
        }

        foreach (var subscription in _due.Ready(time.GetUtcNow()))
        {
            if (!_sending.ContainsKey(subscription))
                _sending[subscription] = SendAsync(subscription, stoppingToken);
        }
    }

    private async Task SendAsync(string subscription, CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested && _due.Next(subscription, time.GetUtcNow()) is { } delivery)
                Note(subscription, delivery, await deliver.AttemptAsync(subscription, delivery, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was being sent is due again at the next start.
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Sending to {Subscription} failed; retrying in {Pause}", subscription, FaultPause);
            await Task.Delay(FaultPause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Note(string subscription, string id, (Subscription? Subscription, Delivery? Delivery) now)
    {
        if (now.Subscription is null)
        {
            _due.Forget(subscription);
            return;
        }

        _due.Note(now.Subscription);
        if (now.Delivery is null)
            _due.Forget(subscription, id);
        else
            _due.Note(subscription, now.Delivery);
    }
}
