using System.Collections.Concurrent;
using Feedback.Core.Drivers;
using Feedback.Core.Journeys;

namespace Feedback.Web.Pages;

/// <summary>
/// What moves the customers' score, as far as it is known. Working it out reads thousands of signals, so it is done beside the pages, at most every few
/// minutes, and only the first page waits for it, no longer than one would notice.
/// </summary>
internal sealed class KnownDrivers(DriverQuery drivers, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<KnownDrivers> logger)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(60);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>The drivers of a journey as they were last worked out; <c>null</c> when they never were.</summary>
    public async Task<JourneyDrivers?> OfAsync(JourneyDefinition journey)
    {
        var known = _known.GetOrAdd(journey.Id, _ => new());
        Task? started = null;
        lock (known)
        {
            if (known.Running.IsCompleted && (known.At is not { } at || time.GetElapsedTime(at) > Lasting))
                started = known.Running = Task.Run(() => WorkOutAsync(journey, known));
        }

        if (started is not null && known.Drivers is null)
            await Task.WhenAny(started, Task.Delay(Patience, time));
        return known.Drivers;
    }

    private async Task WorkOutAsync(JourneyDefinition journey, Known known)
    {
        try
        {
            known.Drivers = (await drivers.EffectsAsync(journey, lifetime.ApplicationStopping)).Drivers;
            known.At = time.GetTimestamp();
        }
        catch (Exception exception) when (exception is OperationCanceledException || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The program ends; nobody looks any more.
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "What moves the score of {Journey} could not be worked out; the next look at the overview tries again", journey.Id);
        }
    }

    private sealed class Known
    {
        public Task Running { get; set; } = Task.CompletedTask;

        public long? At { get; set; }

        public volatile JourneyDrivers? Drivers;
    }
}
