using System.Diagnostics;
using System.Text.Json;
using Feedback.Core.Pipeline;
using Feedback.Web.Hosting;

namespace Feedback.App.Functions;

/// <summary>What a trigger calls.</summary>
internal delegate Task<InvocationAnswer> TriggeredFunction(IServiceProvider services, Invocation invocation, CancellationToken cancellationToken);

/// <summary>Where the host posts what its triggers bring: one address for each step of the pipeline that has a function, called like its folder.</summary>
internal static class InvocationEndpoints
{
    public static readonly IReadOnlyDictionary<string, TriggeredFunction> Functions = FeedbackPipeline.Steps
        .Where(step => step.RunsOn(Heads.Azure) && step is not Job { InEveryProcess: true })
        .GroupBy(step => step.FunctionName)
        .ToDictionary(steps => steps.Key, steps => FunctionOf([.. steps]));

    public static void MapInvocations(this IEndpointRouteBuilder routes, FunctionsHost host)
    {
        foreach (var (name, function) in Functions)
            routes.MapPost("/" + name, context => RunAsync(context, host, function)).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task RunAsync(HttpContext context, FunctionsHost host, TriggeredFunction function)
    {
        if (!host.Invokes(context.Request))
        {
            // As anywhere where nothing is.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        ending.CancelAfter(FunctionsHost.LongestInvocation);
        var answer = await function(context.RequestServices, await Invocation.ReadAsync(context.Request), ending.Token);
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.Body, answer, InvocationJson.Default.InvocationAnswer, context.RequestAborted);
    }

    private static TriggeredFunction FunctionOf(IReadOnlyList<PipelineStep> steps) => steps[0] switch
    {
        Job job => OnTimer(job),
        Processor { Name: FeedbackPipeline.PublishTickets } =>
            (services, invocation, token) => Of(services).PublishTicketsAsync(steps.Cast<Processor>(), invocation, token),
        Processor processor => (services, invocation, token) => Of(services).HandleAsync(processor, invocation, token),
        { Name: FeedbackPipeline.CollectFromQueue } => static (services, invocation, token) => Of(services).CollectFromQueueAsync(invocation, token),
        { Name: FeedbackPipeline.RelayFeedback } => static (services, invocation, token) => Of(services).RelayFeedbackAsync(invocation, token),
        { Name: FeedbackPipeline.AnalyseFeedback } => static (services, invocation, token) => Of(services).AnalyseFeedbackAsync(invocation, token),
        var step => throw new UnreachableException($"{step.Name} has no function"),
    };

    private static TriggeredFunction OnTimer(Job job) => async (services, _, token) =>
    {
        await job.RunAsync(services, token);
        return InvocationAnswer.Nothing;
    };

    private static TriggeredFunctions Of(IServiceProvider services) => services.GetRequiredService<TriggeredFunctions>();
}
