using Microsoft.AspNetCore.Http.Features;

namespace Feedback.Web.Api;

/// <summary>The answer that does not end: what a client missed, and then what happens.</summary>
/// <param name="hub">Tells what happens.</param>
/// <param name="time">The clock.</param>
/// <param name="stopping">The program stops.</param>
internal sealed class EventStream(StreamHub hub, TimeProvider time, CancellationToken stopping) : IResult
{
    /// <summary>A stream ends after this long. The client comes back by itself, and shows anew who it is: a key that was taken away does not follow for ever,
    /// and no host has to cut it off.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        try
        {
            await SendAsync(httpContext, source.Token);
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            // Either side ended it.
        }
    }

    private async Task SendAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var openedAt = time.GetTimestamp();
        var left = await hub.FindPlaceAsync(context.Request.Headers["Last-Event-ID"].ToString(), cancellationToken);
        if (left is null)
        {
            using var joined = await hub.JoinAsync(cancellationToken);
            await BeginAsync(context, joined.From, cancellationToken);
            await FollowAsync(context, joined, openedAt, cancellationToken);
            return;
        }

        await BeginAsync(context, left, cancellationToken);
        var pages = hub.PagesFrom(left);
        await CatchUpAsync(context, pages, cancellationToken);
        using var others = await hub.JoinAsync(cancellationToken);
        // The others stand somewhere before the feeds' end, and this one behind it: some of what comes now is sent twice, nothing is left out.
        await CatchUpAsync(context, pages, cancellationToken);
        await FollowAsync(context, others, openedAt, cancellationToken);
    }

    /// <summary>Sends what is in the feeds.</summary>
    private async Task CatchUpAsync(HttpContext context, EventPages pages, CancellationToken cancellationToken)
    {
        EventPage page;
        do
        {
            page = await hub.ReadAsync(pages, cancellationToken);
            await WriteAsync(context, page.Bytes, cancellationToken);
        }
        while (!page.IsLast);
    }

    private async Task FollowAsync(HttpContext context, StreamSubscription joined, long openedAt, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, joined.Ended);
        try
        {
            await SendPagesAsync(context, joined, openedAt, both.Token);
        }
        catch (OperationCanceledException) when (joined.Ended.IsCancellationRequested)
        {
            // It did not keep up, or nothing can be read: it is to come back.
            context.Abort();
        }
    }

    private async Task SendPagesAsync(HttpContext context, StreamSubscription joined, long openedAt, CancellationToken cancellationToken)
    {
        var sentAt = time.GetTimestamp();
        // Pages come all the time, empty ones too.
        while (time.GetElapsedTime(openedAt) < Longest && await joined.Pages.WaitToReadAsync(cancellationToken))
        {
            while (joined.Pages.TryRead(out var page))
            {
                var bytes = page.Bytes;
                if (bytes.IsEmpty && time.GetElapsedTime(sentAt) > Heartbeat)
                    bytes = EventPages.Bare("heartbeat", page.Next);
                if (bytes.IsEmpty)
                    continue;
                sentAt = time.GetTimestamp();
                await WriteAsync(context, bytes, cancellationToken);
            }
        }
    }

    private static Task BeginAsync(HttpContext context, StreamPlace place, CancellationToken cancellationToken)
    {
        var headers = context.Response.Headers;
        context.Response.ContentType = "text/event-stream";
        headers.CacheControl = "no-cache,no-store";
        headers.Pragma = "no-cache";
        // What compresses answers on the way would hold events back.
        headers.ContentEncoding = "identity";
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        return WriteAsync(context, EventPages.Bare("connected", place), cancellationToken);
    }

    private static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.IsEmpty)
            return;
        await context.Response.Body.WriteAsync(bytes, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
