namespace Feedback.Core.Access;

/// <summary>Who presents a key.</summary>
/// <param name="Kind">A manager or a source.</param>
/// <param name="Source">The source, when it is one.</param>
public sealed record Caller(KeyKind Kind, Source? Source)
{
    /// <summary>A CX manager.</summary>
    public static readonly Caller Manager = new(KeyKind.Manager, null);
}
