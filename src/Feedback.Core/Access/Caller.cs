namespace Feedback.Core.Access;

/// <summary>Who presents a key.</summary>
/// <param name="Kind">A manager, a reader or a source.</param>
/// <param name="Source">The source, when it is one.</param>
/// <param name="Name">Whom the key was made for, when it is a person's own; <c>null</c> for the installation's manager key.</param>
public sealed record Caller(KeyKind Kind, Source? Source, string? Name = null)
{
    /// <summary>Whoever holds the installation's manager key.</summary>
    public static readonly Caller Manager = new(KeyKind.Manager, null);
}
