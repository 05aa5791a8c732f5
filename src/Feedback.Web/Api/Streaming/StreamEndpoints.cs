using Feedback.Core.Access;
using Feedback.Core.Subscriptions;
using Feedback.Web.Access;
using Feedback.Web.Api.OpenApi;
using Feedback.Web.Hosting;

namespace Feedback.Web.Api;

/// <summary>
/// Where managers follow what happens: server-sent events read from the change feeds. Each event's id says where the feeds stood, so a client that comes back
/// with <c>Last-Event-ID</c> misses nothing. Events hold ids and figures, never a text.
/// </summary>
internal static class StreamEndpoints
{
    private const string RetryAfter = "5";

    public static IServiceCollection AddStream(this IServiceCollection services) =>
        services.AddSingleton<StreamHub>().AddSingleton<StreamSeats>();

    public static void MapStream(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/stream", Stream)
            .RequireAuthorization(Authentication.ReaderPolicy)
            .WithName("stream").WithSummary("Stream mapped feedback and ticket events as server-sent events").WithTags("Stream")
            .WithDescription("Events: `connected`, `feedback.mapped`, `ticket.raised`, `ticket.changed` and, after 15 seconds without any, `heartbeat`. "
                + "`ticket.changed` is also sent for new evidence; each action on a ticket is sent under its webhook name as well: " +
                string.Join(", ", TicketEvents.Types.Select(type => $"`{type}`")) + ". A client that reconnects with `Last-Event-ID` misses nothing; it may "
                + $"be sent again what it has seen. There may be {StreamSeats.MostOfOneCaller} streams with one key (else 429) and {StreamSeats.Most} in all "
                + "(else 503). A client that does not keep up is disconnected.")
            .WithParameters(Parameter.LastEventId)
            .AnswersText(200, "Events, until either side closes the stream; the server closes it after 15 minutes.", "text/event-stream", Examples.Stream)
            .ProducesProblems(503);

    public static IResult Stream(HttpContext context, StreamSeats seats, StreamHub hub, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        context.Response.Headers["X-Accel-Buffering"] = "no";
        if (context.IsHead())
        {
            context.Response.ContentType = "text/event-stream";
            return TypedResults.Empty;
        }

        if (seats.Take(CallerOf(context), out var refusal) is { } seat)
        {
            context.Response.RegisterForDispose(seat);
            return new EventStream(hub, time, lifetime.ApplicationStopping);
        }

        context.Response.Headers.RetryAfter = RetryAfter;
        return Problems.TooManyStreams(refusal);
    }

    private static string CallerOf(HttpContext context) => Authentication.BearerOf(context.Request) is { } key ? ApiKey.Hash(key) : context.CallerName();
}
