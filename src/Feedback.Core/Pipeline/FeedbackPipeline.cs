using Feedback.Core.Access;
using Feedback.Core.ClosingTheLoop;
using Feedback.Core.Digests;
using Feedback.Core.Erasures;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using Feedback.Core.Subscriptions;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Pipeline;

/// <summary>
/// All that happens to feedback after it is posted, in the order in which it happens. On one machine the program runs these steps by itself; on Azure each has
/// a function whose trigger sets it off.
/// </summary>
public static class FeedbackPipeline
{
    /// <summary>Stores what waited in the inbox.</summary>
    public const string CollectFromQueue = "collect-from-queue";

    /// <summary>Names received feedback to the queue before the analysis.</summary>
    public const string RelayFeedback = "relay-feedback";

    /// <summary>Analyses what that queue names.</summary>
    public const string AnalyseFeedback = "analyse-feedback";

    /// <summary>Folds signals.</summary>
    public const string FoldSignals = "fold-signals";

    /// <summary>Looks after the tickets.</summary>
    public const string UpdateTickets = "update-tickets";

    /// <summary>Publishes what became of tickets.</summary>
    public const string PublishTickets = "publish-tickets";

    /// <summary>Writes to the customers behind verified tickets.</summary>
    public const string NotifyCustomers = "notify-customers";

    /// <summary>Sends the weekly digests.</summary>
    public const string SendDigests = "send-digests";

    /// <summary>The steps, in order.</summary>
    public static IReadOnlyList<PipelineStep> Steps { get; } =
    [
        // What a touchpoint sent to the queue is stored, and what intake left there while the store was away. What can never be accepted goes to another queue.
        new QueueStep(CollectFromQueue) { Heads = Heads.Azure, Reads = "feedback-inbox", Sends = "feedback-rejected" },

        // A received feedback is analysed and mapped, and its signals are projected; those of one that was understood and has changed are projected anew.
        new Processor("process-feedback", Containers.Feedback, With<ProcessFeedback>((process, changes, token) => process.HandleAsync(changes, token)))
        {
            Heads = Heads.OneMachine, FormerName = "advance-feedback", PageSize = 2_048, IdleOnRemoteStore = TimeSpan.FromSeconds(2),
        },

        // The same where a queue stands before the analysis: what is received goes into the queue, and what is lost on the way is sent round again.
        new QueueStep(RelayFeedback) { Heads = Heads.Azure, Container = Containers.Feedback, Sends = "feedback-analysis" },
        new QueueStep(AnalyseFeedback) { Heads = Heads.Azure, Reads = "feedback-analysis" },
        new Job(RequeueStalled.Cursor.Name, Run<RequeueStalled>((requeue, token) => requeue.RunAsync(token)))
        {
            Heads = Heads.Azure, Interval = TimeSpan.FromMinutes(5),
        },

        // What is new in the signals is added to the hours, days and months that hold it. A run costs what is new and the writing of the folds: gathering what
        // there is and resting as long as the run took keeps the folds from being written more often than anybody looks.
        new Processor(FoldSignals, Containers.Signals, With<FoldSignals>((fold, changes, token) => fold.HandleAsync(changes, token)))
        {
            PageSize = 4_000, Gather = 200_000, Rest = 1, LeastRest = TimeSpan.FromMilliseconds(100),
        },

        // Where replicas lag, the hours of the last minutes are folded once more.
        new Job("settle-folds", Run<SettleFolds>((settle, token) => settle.RunAsync(token)))
        {
            Interval = TimeSpan.FromMinutes(5), OnlyOnRemoteStore = true,
        },

        // When the company's time zone has become another, everything is counted anew for it.
        new Job("recount-folds", Run<RecountFolds>((recount, token) => recount.RunAsync(token)))
        {
            Interval = TimeSpan.FromMinutes(1), AtStart = true,
        },

        // Tickets are raised from what the folds show, what changes have brought is measured, and what nobody attends to is escalated. It waits for the
        // processors, for to a window that is counted against a past that is only half counted, everything seems to have risen.
        new Job(UpdateTickets, Run<UpdateTickets>((update, token) => update.RunAsync(token)))
        {
            Interval = TimeSpan.FromSeconds(5), WaitsForProcessors = true,
            GoesByAsync = (services, token) => services.GetRequiredService<UpdateTickets>().GoesByAsync(token),
        },

        // Each entry of a ticket's history becomes a webhook for the departments that asked for it, and on Azure an event of the topic. What is due is sent.
        new Processor(PublishTickets, Containers.Tickets, With<PublishTickets>((publish, changes, token) => publish.HandleAsync(changes, token)))
        {
            PageSize = 200,
        },
        new Job("deliver-webhooks", Run<DeliverWebhooks>((deliver, token) => deliver.RunOnceAsync(token)))
        {
            Interval = TimeSpan.FromSeconds(30), ContinuouslyAsync = Run<DeliverWebhooks>((deliver, token) => deliver.RunAsync(token)),
        },

        // When a ticket is verified, the customers behind it are noted, and get one message that says what changed.
        new Processor("schedule-notifications", Containers.Tickets, With<NotifyCustomers>((notify, changes, token) => notify.HandleAsync(changes, token)))
        {
            FormerName = "tell-customers", PageSize = 100, SharesFunctionOf = PublishTickets,
        },
        new Job(NotifyCustomers, Run<NotifyCustomers>((notify, token) => notify.RunAsync(token))) { Interval = TimeSpan.FromSeconds(1) },

        // A week that is only half counted would be summed up wrong: so digests wait for the processors.
        new Job(SendDigests, Run<SendDigests>((send, token) => send.RunAsync(token)))
        {
            Interval = TimeSpan.FromSeconds(2), IntervalOnRemoteStore = TimeSpan.FromMinutes(1), WaitsForProcessors = true,
        },

        // Erasures that were broken off are ended.
        new Job("resume-erasures", Run<EraseCustomer>((erase, token) => erase.ResumeAsync(token))) { Interval = TimeSpan.FromSeconds(30), AtStart = true },

        // What the sources sent is stored: gathered in memory, so to the end even when the program stops.
        new Job("store-source-activity", Run<SourceActivityLog>((activity, _) => activity.FlushAsync(CancellationToken.None)))
        {
            Interval = TimeSpan.FromSeconds(5), AtStop = true, InEveryProcess = true,
        },
    ];

    /// <summary>The processors that a head runs, in order.</summary>
    public static IEnumerable<Processor> ProcessorsOn(Heads head) => Steps.OfType<Processor>().Where(step => step.RunsOn(head));

    /// <summary>The jobs that a head runs, in order.</summary>
    public static IEnumerable<Job> JobsOn(Heads head) => Steps.OfType<Job>().Where(step => step.RunsOn(head));

    /// <summary>
    /// The cursors that erasures and verifications go by. On Azure the host keeps by itself how far its triggers have come; there the cursor of requeueing is
    /// the one before which nothing is received.
    /// </summary>
    public static PipelineCursors CursorsOn(Heads head) => new(
        ProcessorsOn(head).FirstOrDefault(step => step.Container == Containers.Feedback)?.Cursor ?? RequeueStalled.Cursor,
        ProcessorsOn(head).First(step => step.Container == Containers.Signals).Cursor);

    private static HandleChanges With<T>(Func<T, IReadOnlyList<Document>, CancellationToken, Task> handle)
        where T : notnull => (services, changes, cancellationToken) => handle(services.GetRequiredService<T>(), changes, cancellationToken);

    private static RunJob Run<T>(Func<T, CancellationToken, Task> run)
        where T : notnull => (services, cancellationToken) => run(services.GetRequiredService<T>(), cancellationToken);
}
