namespace Feedback.Core.Storage;

/// <summary>The name under which a reader of a change feed keeps how far it has come.</summary>
/// <param name="Name">The name.</param>
/// <param name="FormerName">What the reader was called before: while nothing is kept under the name, it reads on from where it came to under that one.</param>
public sealed record CursorName(string Name, string? FormerName = null);

/// <summary>The cursors of the pipeline that others go by.</summary>
/// <param name="Feedback">Of what reads the feedback's change feed. Nothing that is received stands in the feed before it.</param>
/// <param name="Signals">Of what folds signals.</param>
public sealed record PipelineCursors(CursorName Feedback, CursorName Signals);
