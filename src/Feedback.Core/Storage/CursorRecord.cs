namespace Feedback.Core.Storage;

/// <summary>How far a reader of a change feed has come.</summary>
/// <param name="Cursor">The cursor to read on from.</param>
public sealed record CursorRecord(string Cursor);
