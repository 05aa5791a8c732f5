using Feedback.Core.Storage;

namespace Feedback.Core.Pipeline;

/// <summary>One step of what happens to feedback after it is posted. Each kind says what sets it off.</summary>
/// <param name="Name">Its name, everywhere: in logs, metrics, the store and <c>/readyz</c>, and in Pascal case as the folder of its function on Azure.</param>
public abstract record PipelineStep(string Name)
{
    /// <summary>The heads that run it.</summary>
    public Heads Heads { get; init; } = Heads.Both;

    /// <summary>The folder of its function on Azure.</summary>
    public virtual string FunctionName => PascalCase(Name);

    /// <summary>Whether a head runs it.</summary>
    public bool RunsOn(Heads head) => Heads.HasFlag(head);

    private protected static string PascalCase(string name) => string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}

/// <summary>What can run the pipeline.</summary>
[Flags]
public enum Heads
{
    /// <summary>The program by itself.</summary>
    OneMachine = 1,

    /// <summary>The Functions host, with a queue between the storing of feedback and its analysis.</summary>
    Azure = 2,

    /// <summary>Either of them.</summary>
    Both = OneMachine | Azure,
}

/// <summary>Handles changes of documents. What it does it can do again: a page that fails is handled once more.</summary>
public delegate Task HandleChanges(IServiceProvider services, IReadOnlyList<Document> changes, CancellationToken cancellationToken);

/// <summary>Does a job once.</summary>
public delegate Task RunJob(IServiceProvider services, CancellationToken cancellationToken);

/// <summary>A step that reads the change feed of a container, page by page.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Container">The container.</param>
/// <param name="HandleAsync">Handles a page.</param>
public sealed record Processor(string Name, string Container, HandleChanges HandleAsync) : PipelineStep(Name)
{
    /// <summary>What it was called before: its cursor may still be kept under that name.</summary>
    public string? FormerName { get; init; }

    /// <summary>Where its cursor is kept, where a trigger of the host does not keep one by itself.</summary>
    public CursorName Cursor => new(Name, FormerName);

    /// <summary>How many changes it reads at once.</summary>
    public required int PageSize { get; init; }

    /// <summary>How many changes it handles at once, when that is more than a page. Its handler must do with keys without bodies: on Azure it is given no
    /// more.</summary>
    public int Gather { get; init; }

    /// <summary>How long it rests after a page, in multiples of the time that the page took: what changes again meanwhile is handled once.</summary>
    public double Rest { get; init; }

    /// <summary>How long it rests at least.</summary>
    public TimeSpan LeastRest { get; init; }

    /// <summary>How long it waits before it looks again when there was nothing.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The same on a remote store, where each look is paid for.</summary>
    public TimeSpan IdleOnRemoteStore { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The processor of the same container in whose function it runs on Azure, where each reader of a change feed is paid for; <c>null</c> for one of its own.
    /// </summary>
    public string? SharesFunctionOf { get; init; }

    /// <inheritdoc/>
    public override string FunctionName => PascalCase(SharesFunctionOf ?? Name);
}

/// <summary>A step that moves feedback into or out of a queue. Messages are the host's, so what it does with them stands in the head.</summary>
/// <param name="Name">Its name.</param>
public sealed record QueueStep(string Name) : PipelineStep(Name)
{
    /// <summary>The container whose change feed sets it off, if one does.</summary>
    public string? Container { get; init; }

    /// <summary>The queue whose messages set it off, if one does.</summary>
    public string? Reads { get; init; }

    /// <summary>The queue that it sends to, if it does.</summary>
    public string? Sends { get; init; }
}

/// <summary>A step that is done now and then. When, on Azure, stands in its <c>function.json</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="RunAsync">Does it once.</param>
public sealed record Job(string Name, RunJob RunAsync) : PipelineStep(Name)
{
    /// <summary>How long it waits between two runs on one machine.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>The same on a remote store, where it differs.</summary>
    public TimeSpan? IntervalOnRemoteStore { get; init; }

    /// <summary>Whether it runs at the start too.</summary>
    public bool AtStart { get; init; }

    /// <summary>Whether it runs once more at the stop.</summary>
    public bool AtStop { get; init; }

    /// <summary>Whether it waits, for a quarter of an hour, until the processors have caught up: what is only half counted leads it astray.</summary>
    public bool WaitsForProcessors { get; init; }

    /// <summary>Tells what a run goes by: while that stays the same there is nothing to do. <c>null</c> for a job that always runs.</summary>
    public Func<IServiceProvider, CancellationToken, Task<string>>? GoesByAsync { get; init; }

    /// <summary>On one machine, what is done in its place from the start to the stop, without an interval.</summary>
    public RunJob? ContinuouslyAsync { get; init; }

    /// <summary>Whether it is for a remote store only, whose replicas may lag.</summary>
    public bool OnlyOnRemoteStore { get; init; }

    /// <summary>Whether each process runs it by itself, on Azure too, for it is about what that process has in memory. Then it has no function.</summary>
    public bool InEveryProcess { get; init; }
}
