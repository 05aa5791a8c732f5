using System.Text.Json;
using Feedback.App.Local;
using Feedback.Core.ClosingTheLoop;
using Feedback.Core.Digests;
using Feedback.Core.Erasures;
using Feedback.Core.Pipeline;
using Feedback.Core.Signals;
using Feedback.Web.Hosting;

namespace Feedback.App.Functions;

/// <summary>What a trigger calls.</summary>
internal delegate Task<InvocationAnswer> TriggeredFunction(IServiceProvider services, Invocation invocation, CancellationToken cancellationToken);

/// <summary>Where the host posts what its triggers bring: one address for each folder under Functions/ that has no HTTP trigger, called like it.</summary>
internal static class InvocationEndpoints
{
    public static readonly IReadOnlyDictionary<string, TriggeredFunction> Functions = new Dictionary<string, TriggeredFunction>
    {
        ["CollectFromQueue"] = static (services, invocation, token) => Of(services).CollectFromQueueAsync(invocation, token),
        ["RelayFeedback"] = static (services, invocation, token) => Of(services).RelayFeedbackAsync(invocation, token),
        ["AnalyseFeedback"] = static (services, invocation, token) => Of(services).AnalyseFeedbackAsync(invocation, token),
        ["FoldSignals"] = static (services, invocation, token) => Of(services).FoldSignalsAsync(invocation, token),
        ["PublishTickets"] = static (services, invocation, token) => Of(services).PublishTicketsAsync(invocation, token),
        ["RequeueStalled"] = OnTimer(static (services, token) => services.GetRequiredService<RequeueStalled>().RunAsync(token)),
        ["SettleFolds"] = OnTimer(static (services, token) => services.GetRequiredService<SettleFolds>().RunAsync(token)),
        ["DetectTickets"] = OnTimer(static (services, token) => services.GetRequiredService<TicketRounds>().RunAsync(token)),
        ["NotifyCustomers"] = OnTimer(static (services, token) => services.GetRequiredService<NotifyCustomers>().RunAsync(token)),
        ["ResumeErasures"] = OnTimer(static (services, token) => services.GetRequiredService<EraseCustomer>().ResumeAsync(token)),
        ["DeliverWebhooks"] = OnTimer(DeliverWebhooksAsync),
        ["SendWeeklyDigest"] = OnTimer(static (services, token) => services.GetRequiredService<SendDigests>().RunAsync(token)),
    };

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

    private static TriggeredFunctions Of(IServiceProvider services) => services.GetRequiredService<TriggeredFunctions>();

    private static TriggeredFunction OnTimer(Func<IServiceProvider, CancellationToken, Task> work) => async (services, _, cancellationToken) =>
    {
        await work(services, cancellationToken);
        return InvocationAnswer.Nothing;
    };

    private static async Task DeliverWebhooksAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        using var deliver = ActivatorUtilities.CreateInstance<DeliverWebhooks>(services);
        await deliver.RunOnceAsync(cancellationToken);
    }
}
