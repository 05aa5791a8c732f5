using Feedback.Core.Pipeline;
using Feedback.Core.Storage;
using Feedback.Web.Api.OpenApi;
using Feedback.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Feedback.Web.Api;

/// <summary>Whether the program lives, and whether it can do its work.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Json(new HealthView("ok", null), AppJson.Default.HealthView))
            .AllowAnonymous().WithName("healthz").WithSummary("Check that the program is running").WithTags("Health")
            .WithDescription("Answers as long as the process runs.")
            .Produces(200, "It is running.", () => AppJson.Default.HealthView, () => Examples.Healthy);
        routes.MapGet("/readyz", ReadyAsync)
            .AllowAnonymous().WithName("readyz").WithSummary("Check that the program can do its work").WithTags("Health")
            .WithDescription("Ready as long as the store answers, is whole and can be written to, and no processor of the pipeline is stuck on one "
                + "page for more than a minute: `stuck` names those. `lagSeconds` shows whether the pipeline lags behind.")
            .Produces(200, "It is ready.", () => AppJson.Default.HealthView, () => Examples.Ready)
            .Produces(503, "The store does not answer or is damaged, or a processor is stuck.", () => AppJson.Default.HealthView, () => Examples.NotReady);
    }

    /// <summary>Ready as long as it does its work. A pipeline that merely lags is no reason to refuse feedback, but it is shown.</summary>
    public static async Task<IResult> ReadyAsync(IDocumentStore store, DatabaseCheck check, PipelineProgress progress, CancellationToken cancellationToken)
    {
        if (check.Damage is { } damage)
            return NotReady(damage);
        if (check.WriteFault is { } fault)
            return NotReady($"nothing can be stored: {fault}");
        try
        {
            await store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Now, 1, cancellationToken);
            var lags = progress.Lags.ToDictionary(processor => processor.Name, processor => Math.Round(processor.Lag.TotalSeconds, 1));
            return progress.Stuck is { Count: > 0 } stuck
                ? NotReady($"stuck: {string.Join(", ", stuck)}", lags, stuck)
                : TypedResults.Json(new HealthView("ready", lags), AppJson.Default.HealthView);
        }
        catch (StoreUnavailableException)
        {
            return NotReady("the store does not answer");
        }
    }

    private static JsonHttpResult<HealthView> NotReady(string status, IReadOnlyDictionary<string, double>? lags = null, IReadOnlyList<string>? stuck = null) =>
        TypedResults.Json(new HealthView(status, lags, stuck), AppJson.Default.HealthView, statusCode: StatusCodes.Status503ServiceUnavailable);
}

/// <summary>The state of the program.</summary>
/// <param name="Status">In words.</param>
/// <param name="LagSeconds">For each processor of the pipeline, the age of the oldest change that it has not handled.</param>
/// <param name="Stuck">The processors that do not get past one page.</param>
internal sealed record HealthView(string Status, IReadOnlyDictionary<string, double>? LagSeconds, IReadOnlyList<string>? Stuck = null);
