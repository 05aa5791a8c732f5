namespace Feedback.Core.Storage;

/// <summary>The names under which the pipeline keeps how far it has come.</summary>
/// <param name="Feedback">
/// Of the step that projects signals; where a queue stands before the analysis, of the requeuing. Nothing that is received stands in the feed before it.
/// </param>
/// <param name="Signals">Of the step that folds.</param>
public sealed record PipelineCursors(string Feedback, string Signals);
